import { attachWhileClosed } from './attach-later.ts';

export { uploads } from '../media/uploads/uploads.ts';
export { PostModal, type PostModalProps } from './post-modal.tsx';

attachWhileClosed();
