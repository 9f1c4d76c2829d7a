const EDGE_PX = 56;
const FASTEST_PX_A_FRAME = 14;

let frame = 0;
let speed = 0;

/** Scrolls a box while something is dragged near its upper or lower edge, the faster the nearer. */
export const edgeScroll = {
  follow(scroller: HTMLElement, pointerY: number) {
    const box = scroller.getBoundingClientRect();
    const above = box.top + EDGE_PX - pointerY;
    const below = pointerY - (box.bottom - EDGE_PX);
    const depth = above > 0 ? -above : below > 0 ? below : 0;
    speed = (Math.max(-EDGE_PX, Math.min(EDGE_PX, depth)) / EDGE_PX) * FASTEST_PX_A_FRAME;
    if (speed === 0) return edgeScroll.stop();
    if (frame !== 0) return;
    const step = () => {
      scroller.scrollTop += speed;
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
  },
  stop() {
    cancelAnimationFrame(frame);
    frame = 0;
    speed = 0;
  },
};
