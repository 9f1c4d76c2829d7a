import { hasClaim } from '../text/claims.ts';

const CLAIMING =
  /guarant|garantiz|cure|heal|detox|miracle|milagr|proven|probad|riskfree|sinriesgo|bestin|number(?:one|1)|numerouno|n[uú]merouno|cheapest|antiag|antiedad|fatburn|quemagrasa|weightloss|adelgaz/iu;
const PASSING =
  /\d|monday|tuesday|wednesday|thursday|friday|saturday|sunday|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|christmas|navidad|xmas|easter|halloween|blackfriday|summer|winter|spring|autumn|verano|invierno|primavera|oto[nñ]o|sale$|rebajas|giveaway|sorteo|valentine|sanvalent/iu;
/** Tags that beg or say nothing; networks rank them down or ban them. */
const EMPTY =
  /^(?:like4like|l4l|follow4follow|f4f|followme|followforfollow|likeforlike|instagood|photooftheday|fyp|foryou|foryoupage|parati|viral|love|instagram|tiktok|reels?|explore|explorepage)$/iu;

/** Whether a tag of old posts may stand on a new one: no figure, no season or day, no promise, not begging. */
export function isTimelessHashtag(hashtag: string): boolean {
  return !PASSING.test(hashtag) && isHonestHashtag(hashtag);
}

/** A tag that promises (`#guaranteedglow`) is a claim without its sentence. */
export function isHonestHashtag(hashtag: string): boolean {
  return (
    !CLAIMING.test(hashtag) &&
    !EMPTY.test(hashtag) &&
    !hasClaim(hashtag) &&
    /^[\p{L}\p{M}\p{N}_]{2,40}$/u.test(hashtag) &&
    /\p{L}/u.test(hashtag)
  );
}
