import type { PostContext } from '../context.ts';
import type { Material } from '../material.ts';
import { groundsOf } from '../providers/model-suggest.ts';
import { isUngrounded, repairCaption } from '../providers/repair-caption.ts';
import { oneLine, repairHashtags } from '../providers/repair-hashtags.ts';

/** A topic as a model proposed it, held against the plan. No time in it, whatever the model sent. */
export interface Topic {
  title: string;
  brief: string;
  /** `null`: what the model wrote did not hold up, so the built-in suggester drafts it from the brief. */
  caption: string | null;
  hashtags: string[];
  reason: string | null;
}

/** Reads the topics of a model's answer leniently. One whose brief states things the plan does not is left out. */
export function readTopics(
  value: Readonly<Record<string, unknown>>,
  context: PostContext,
  material: Material,
): Topic[] {
  const pieces = Array.isArray(value['pieces']) ? (value['pieces'] as unknown[]) : [];
  // The plan's figures belong to different posts: none of them is asked back of a single one.
  const grounds = { ...groundsOf(context, material), material: { ...material, content: [] } };
  return pieces.flatMap((piece) => {
    if (typeof piece !== 'object' || piece === null) return [];
    const raw = piece as Record<string, unknown>;
    const brief = repairCaption(textOf(raw['brief']), grounds);
    const title = textOf(raw['title']).replace(/\s+/g, ' ').trim();
    if (!brief.ok) return [];
    const caption = repairCaption(textOf(raw['caption']), grounds);
    const tags = Array.isArray(raw['hashtags']) ? (raw['hashtags'] as unknown[]) : [];
    return [
      {
        title: title.length > 200 || isUngrounded(title, grounds) ? '' : title,
        brief: brief.text,
        caption: caption.ok ? caption.text : null,
        hashtags: repairHashtags(tags, grounds.source, material.language),
        reason: oneLine(raw['reason']),
      },
    ];
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
