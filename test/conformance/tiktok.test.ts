import { conformance, everyFailureClassIsTried } from './suite.ts';
import { pullingTiktok, tiktokSubject, unauditedTiktok } from './tiktok-subject.ts';

everyFailureClassIsTried('TikTok', tiktokSubject.failures);
conformance(tiktokSubject);
conformance(unauditedTiktok);
conformance(pullingTiktok);
