/** The look of `/`: paper, ink and one accent; the pictures are the colour. Platforms add their feed's style. */
export const HOME_STYLE = `
  :root { color-scheme: light dark; --accent: #8a0f1c; --paper: #f6f3ee; --card: #fffdfa; --ink: #211d1a; --soft: #6a625b; --line: #e2dbd2; --case: #1b1918; --screen: #fff; --screen-ink: #16130f; --good: #1d6b43; --bad: #a3161f; }
  @media (prefers-color-scheme: dark) { :root { --accent: #e5707b; --paper: #131110; --card: #1d1a18; --ink: #f1ece6; --soft: #a9a097; --line: #35302c; --case: #2c2927; --screen: #000; --screen-ink: #f4f1ee; --good: #6fcf9b; --bad: #ff8f96; } }
  * { box-sizing: border-box; }
  [hidden] { display: none !important; }
  body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.45 system-ui, -apple-system, 'Segoe UI', sans-serif; }
  h1 { font: 600 26px/1.2 Georgia, 'Newsreader', serif; margin: 0; }
  h2 { font: 600 17px/1.2 Georgia, 'Newsreader', serif; margin: 0 0 10px; }
  .top { display: flex; align-items: baseline; gap: 8px 16px; flex-wrap: wrap; padding: 20px 28px 0; max-width: 1440px; margin: 0 auto; }
  .top p { margin: 0; color: var(--soft); flex: 1; min-width: 200px; }
  .clock { font-variant-numeric: tabular-nums; }
  .clock .speed { color: var(--accent); font-weight: 600; }
  .offline .clock::after { content: ' · not answering'; color: var(--bad); }
  main { display: grid; grid-template-columns: minmax(0, 1fr) 372px; gap: 28px; padding: 20px 28px 40px; align-items: start; max-width: 1440px; margin: 0 auto; }
  .phones { display: flex; flex-wrap: wrap; justify-content: safe center; gap: 28px 40px; }
  aside { display: grid; gap: 14px; }
  @media (max-width: 1020px) { main { grid-template-columns: minmax(0, 1fr); } .top, main { padding-left: 16px; padding-right: 16px; } aside { grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr)); align-items: start; } }

  .phone { margin: 0; width: min(372px, 100%); color: var(--screen-ink); }
  .phone figcaption { text-align: center; margin-bottom: 8px; color: var(--soft); }
  .case { position: relative; padding: 12px; border-radius: 52px; background: var(--case); box-shadow: 0 0 0 1px #0003, 0 24px 48px -24px #0006; }
  .island { position: absolute; z-index: 2; top: 24px; left: 50%; width: 92px; height: 24px; margin-left: -46px; border-radius: 20px; background: #000; pointer-events: none; }
  .screen { height: clamp(420px, calc(100vh - 170px), 740px); overflow-y: auto; border-radius: 41px; background: var(--screen); scrollbar-width: none; position: relative; }
  .screen .empty { display: grid; place-items: center; height: 100%; margin: 0; color: var(--soft); }
  .screen:focus-visible, button:focus-visible, summary:focus-visible, input:focus-visible, select:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }

  .card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 16px; min-width: 0; }
  .row { display: flex; gap: 6px; margin-top: 6px; }
  .row button { flex: 1; }
  button { font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 8px; padding: 6px 10px; cursor: pointer; }
  button:hover { border-color: var(--accent); }
  button.primary { background: #8a0f1c; border-color: #8a0f1c; color: #fff; font-weight: 600; }
  .presets { display: grid; gap: 6px; margin-bottom: 14px; }
  .presets button { display: flex; gap: 8px; justify-content: space-between; align-items: center; text-align: left; }
  form { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }
  form .wide { grid-column: 1 / -1; }
  form label { display: grid; gap: 3px; font-size: 12px; color: var(--soft); min-width: 0; }
  input, select { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 6px 8px; width: 100%; min-width: 0; }
  .quiet { margin: 0; color: var(--soft); }
  .fault { display: flex; justify-content: space-between; gap: 8px; align-items: start; padding: 8px 0; border-top: 1px solid var(--line); }
  .fault:first-child { border-top: 0; padding-top: 0; }
  .fault small { display: block; color: var(--soft); overflow-wrap: anywhere; }
  .channel { font-style: normal; font-size: 11px; padding: 0 6px; border-radius: 99px; border: 1px solid var(--line); color: var(--soft); }
  .calls { max-height: 460px; overflow-y: auto; margin: 0 -8px; padding: 0 8px; }
  .calls details { border-top: 1px solid var(--line); }
  .calls details:first-child { border-top: 0; }
  .calls summary { display: flex; gap: 8px; align-items: center; padding: 6px 0; cursor: pointer; list-style: none; font-variant-numeric: tabular-nums; }
  .calls summary::-webkit-details-marker { display: none; }
  .calls time { color: var(--soft); font-size: 12px; }
  .calls .name { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .struck { color: var(--bad); font-size: 12px; }
  .status { font-weight: 600; }
  .good { color: var(--good); } .bad { color: var(--bad); }
  pre { margin: 0 0 8px; padding: 8px; background: var(--paper); border-radius: 8px; font-size: 11.5px; line-height: 1.4; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 180px; overflow-y: auto; }
  .toast { position: fixed; left: 50%; bottom: 24px; transform: translateX(-50%); margin: 0; padding: 10px 18px; border-radius: 10px; background: var(--ink); color: var(--paper); max-width: min(640px, 90vw); }
`;
