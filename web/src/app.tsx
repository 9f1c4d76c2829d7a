import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { queryClient } from './api/index.ts';
import { router } from './router.tsx';
import { LiveRegion, ToastArea, TooltipLayer } from './ui/index.ts';

export function App() {
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <ToastArea />
        <TooltipLayer />
        <LiveRegion />
      </QueryClientProvider>
    </StrictMode>
  );
}
