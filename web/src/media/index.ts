export { MediaPage } from './media-page.tsx';
export { uploads } from './uploads/uploads.ts';
