/**
 * The parts every screen is made of. Import from here.
 *   Actions    Button (look: primary | plain | quiet | danger; busy; icon), IconButton (label), Menu, buttonClasses
 *   Forms      Field (wires label, hint, error), TextInput, TextArea, Select, Combobox, Switch, Checkbox
 *   Over it    Dialog, ConfirmDialog, Popover, {...tooltip('words')}, toast() / toastProblem()
 *   Saying     Badge, ReadinessBadge, Banner, EmptyState, Skeleton, Spinner, Kbd, Avatar, ChannelIcon
 *   For ears   announce(text, urgent?), VisuallyHidden
 * Colours are Tailwind names from styles/tokens.css: canvas surface sunken hover line line-strong control ink ink-soft
 * ink-faint accent accent-soft accent-text ready warning danger published progress (each of the last five with -soft).
 */
export { Avatar } from './avatar.tsx';
export { Button, buttonClasses, type ButtonLook, type ButtonProps } from './button.tsx';
export { CHANNEL_NAMES, ChannelIcon } from './channel-icon.tsx';
export { classes } from './classes.ts';
export { Combobox, type ComboboxOption } from './combobox.tsx';
export { ConfirmDialog } from './confirm-dialog.tsx';
export { Dialog, type DialogProps } from './dialog.tsx';
export { Field, type FieldWiring } from './field.tsx';
export { IconButton } from './icon-button.tsx';
export { announce, LiveRegion } from './live-region.tsx';
export { Menu, type MenuAction, type MenuEntry } from './menu.tsx';
export { uiMessages } from './messages.ts';
export { Popover } from './popover.tsx';
export { wordsForCode } from './problem-words.ts';
export { LOOKS, lookOf, ReadinessBadge, ReadinessIcon, type Look } from './readiness-badge.tsx';
export { toastProblem, wordsForProblem } from './say-problem.ts';
export { Select, type SelectOption } from './select.tsx';
export { Badge, Banner, EmptyState, Kbd, Skeleton, TONES, VisuallyHidden, type Tone } from './small.tsx';
export { Spinner } from './spinner.tsx';
export { TextArea, TextInput } from './text-input.tsx';
export { toast, ToastArea, type ToastInput } from './toast.tsx';
export { Checkbox, Switch } from './toggles.tsx';
export { Tooltip, tooltip, TooltipLayer } from './tooltip.tsx';
