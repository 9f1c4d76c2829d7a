/** CSS of the TikTok phone; the pages of permalinks use it with `body` in the phone's place. */
export const FEED_STYLE = `
  .phone-tiktok .screen { background: #0b0b0d; color: #fff; scroll-snap-type: y mandatory; }
  .phone-tiktok .tt-tab { position: absolute; top: 20px; opacity: 0; width: 1px; height: 1px; pointer-events: none; }
  .phone-tiktok .tt-tabs { position: sticky; top: 0; z-index: 1; height: 0; display: flex; justify-content: center; gap: 20px; }
  .phone-tiktok .tt-tabs label { height: 32px; margin-top: 44px; padding: 4px 2px; cursor: pointer; font-weight: 600; opacity: .7; text-shadow: 0 1px 4px #000a; white-space: nowrap; }
  .phone-tiktok .tt-tabs b { display: inline-block; min-width: 18px; padding: 0 5px; border-radius: 9px; background: #d6224a; font-size: 12px; text-align: center; text-shadow: none; }
  .phone-tiktok #tt-feed:checked ~ .tt-tabs label[for='tt-feed'], .phone-tiktok #tt-inbox:checked ~ .tt-tabs label[for='tt-inbox'] { opacity: 1; border-bottom: 2px solid #fff; }
  .phone-tiktok #tt-feed:focus-visible ~ .tt-tabs label[for='tt-feed'], .phone-tiktok #tt-inbox:focus-visible ~ .tt-tabs label[for='tt-inbox'] { outline: 3px solid #fff; outline-offset: 2px; }
  .phone-tiktok #tt-feed:checked ~ .in-inbox, .phone-tiktok #tt-inbox:checked ~ .in-feed { display: none; }
  .phone-tiktok .tt-quiet { display: grid; place-items: center; height: 100%; margin: 0; opacity: .75; }
  .phone-tiktok .tt-card { position: relative; height: 100%; min-height: 400px; scroll-snap-align: start; scroll-snap-stop: always; overflow: hidden; background: linear-gradient(#26262c, #0b0b0d); color: #fff; }
  .phone-tiktok .tt-media { position: absolute; inset: 0; display: flex; overflow-x: auto; scroll-snap-type: x mandatory; scrollbar-width: none; }
  .phone-tiktok .tt-media > * { width: 100%; height: 100%; flex: none; scroll-snap-align: start; object-fit: cover; }
  .phone-tiktok .tt-media img { object-fit: contain; }
  .phone-tiktok .tt-badges { position: absolute; top: 92px; right: 12px; display: grid; gap: 6px; justify-items: end; pointer-events: none; }
  .phone-tiktok .tt-badge { padding: 2px 10px; border-radius: 99px; background: #000a; font-size: 12px; font-weight: 600; }
  .phone-tiktok .tt-text { position: absolute; left: 0; right: 0; bottom: 0; padding: 48px 16px 76px; background: linear-gradient(transparent, #000c); overflow-wrap: anywhere; pointer-events: none; }
  .phone-tiktok .tt-text p { margin: 0 0 6px; }
  .phone-tiktok .tt-text a { display: block; width: max-content; color: inherit; font-size: 12px; pointer-events: auto; }
  .phone-tiktok .tt-name { display: flex; align-items: center; gap: 8px; min-width: 0; }
  .phone-tiktok .tt-name img { width: 32px; height: 32px; border-radius: 50%; border: 1px solid #fff; }
  .phone-tiktok .tt-name span { opacity: .85; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .phone-tiktok .tt-title { font-weight: 600; }
  .phone-tiktok .tt-caption { white-space: pre-wrap; max-height: 7.2em; overflow-y: auto; pointer-events: auto; scrollbar-width: none; }
  .phone-tiktok .tt-label { display: inline-block; margin: 0 6px 6px 0; padding: 1px 8px; border-radius: 4px; background: #fff3; font-size: 12px; }
  .phone-tiktok .tt-draft { display: flex; gap: 12px; padding: 12px 16px; border-top: 1px solid #ffffff1f; color: #fff; }
  .phone-tiktok .tt-draft:nth-child(1 of .tt-draft) { margin-top: 92px; border-top: 0; }
  .phone-tiktok .tt-draft > :first-child { width: 72px; height: 112px; flex: none; object-fit: cover; border-radius: 8px; background: #26262c; }
  .phone-tiktok .tt-draft small { display: block; opacity: .75; margin: 2px 0 10px; }
  .phone-tiktok .tt-actions { display: flex; flex-wrap: wrap; gap: 6px; }
  .phone-tiktok .tt-actions button { border-color: #ffffff4d; color: #fff; }
  .phone-tiktok .tt-actions button:first-child { background: #d6224a; border-color: #d6224a; font-weight: 600; }
`;
