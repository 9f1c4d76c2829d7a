import { conformance } from './suite.ts';
import { tiktokSubject } from './tiktok-subject.ts';

conformance(tiktokSubject);
