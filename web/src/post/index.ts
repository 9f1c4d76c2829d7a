import { attachWhileClosed } from './attach-later.ts';

export { PostModal, type PostModalProps } from './post-modal.tsx';

attachWhileClosed();
