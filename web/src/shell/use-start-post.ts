import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Opens the modal on a new post over the page one is on. */
export function useStartPost(): () => void {
  const navigate = useNavigate();
  return useCallback(() => void navigate({ to: '.', search: (old: object) => ({ ...old, post: 'new' }) }), [navigate]);
}
