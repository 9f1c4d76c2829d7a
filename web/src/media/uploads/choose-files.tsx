import { useRef, type ReactNode } from 'react';
import { Button, type ButtonLook } from '../../ui/index.ts';

/** What the system's own chooser offers; the server sniffs what really comes. */
export const ACCEPTED = 'image/*,video/*,.heic,.heif,.mov,.mp4,.m4v,.webm';

/** A button that opens the system's file chooser. */
export function ChooseFiles({
  children,
  onFiles,
  look = 'plain',
  small = false,
  accept = ACCEPTED,
  icon,
  id,
}: {
  children: ReactNode;
  onFiles: (files: File[]) => void;
  look?: ButtonLook;
  small?: boolean;
  accept?: string;
  icon?: ReactNode;
  id?: string;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button look={look} small={small} icon={icon} id={id} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={accept}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file chosen again must be news again.
          event.target.value = '';
        }}
      />
    </>
  );
}
