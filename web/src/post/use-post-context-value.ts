import { useMemo } from 'react';
import type { Account } from '../../../src/contract/account.ts';
import type { Channel } from '../../../src/contract/channel.ts';
import type { Me } from '../../../src/contract/me.ts';
import { useLocale } from '../i18n/index.ts';
import { useNow } from '../shell/use-now.ts';
import { issuesOf } from './form/checks.ts';
import { isEntryLocked, isPostLocked } from './form/locks.ts';
import { placeOf, type Place, type PlacedIssue } from './form/places.ts';
import { channelsOf, type PostForm } from './form/post-form.ts';
import type { PostContextValue } from './post-context.ts';
import type { PostEditor } from './use-post-editor.ts';
import { useFreshCreator } from './tiktok/use-creator.ts';
import { usePostAssets } from './use-post-assets.ts';

/** Works out, once a change, all that the parts of the modal share. */
export function usePostContextValue(
  me: Me,
  accounts: readonly Account[],
  { editor, edit }: PostEditor,
  place: string,
  goTo: (place: Place) => void,
): PostContextValue {
  const { form, post } = editor;
  const locale = useLocale();
  const nowMs = useNow();
  const tiktok = accounts.find((account) => account.channel === 'tiktok') ?? null;
  const isTiktokOpen = form.tiktok.on && !isPostLocked(post);
  const creator = useFreshCreator(isTiktokOpen ? (tiktok?.id ?? null) : null);
  const assets = usePostAssets(form.assetIds, post?.assets ?? NONE);
  return useMemo(() => {
    const accountOf = (channel: Channel) => accounts.find((account) => account.channel === channel) ?? null;
    const entryOf = (channel: Channel) => post?.entries.find((entry) => entry.channel === channel) ?? null;
    const readOnly = isPostLocked(post);
    const now = Temporal.Instant.fromEpochMilliseconds(nowMs);
    const issues = channelsOf(form).flatMap((channel) =>
      issuesOf(channel, form, { now, locale, account: accountOf(channel), assets, entry: entryOf(channel) }).map(
        (issue): PlacedIssue => ({ channel, issue, place: placeOf(channel, issue, form) }),
      ),
    );
    return {
      me,
      form,
      edit,
      post,
      place,
      accountOf,
      entryOf,
      zoneOf: (channel) =>
        accountOf(channel)?.timezone ??
        accounts[0]?.timezone ??
        entryOf(channel)?.timezone ??
        me.timezone ??
        browserZone(),
      assets,
      shown: shownAssets(form, assets),
      issues,
      issuesAt: (...places) => issues.filter((each) => places.includes(each.place)),
      creator,
      nowMs,
      readOnly,
      isLocked: (channel) => isEntryLocked(entryOf(channel)),
      goTo,
    };
  }, [me, accounts, form, edit, post, place, assets, creator, locale, nowMs, goTo]);
}

const NONE: never[] = [];

function shownAssets(form: PostForm, assets: PostContextValue['assets']) {
  return form.assetIds.flatMap((id) => assets.get(id) ?? []);
}

function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
