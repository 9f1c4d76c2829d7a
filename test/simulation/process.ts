/** What is to become of a process at an await: go on, die there, sleep there, or be told a lie by the outside. */
export type Fate =
  { kind: 'go' } | { kind: 'crash' } | { kind: 'pause'; milliseconds: number } | { kind: 'fail'; error: Error };

/** A process of the simulated machine: a worker's life, a person, a platform. When it dies, nothing of it runs on. */
export interface Process {
  readonly name: string;
  alive: boolean;
  /** Frozen until then, in milliseconds; everybody else goes on. */
  pausedUntil: number;
  /** Asked before and after each of its awaits. */
  fate(moment: 'before' | 'after', label: string): Fate;
  /** Frees what the dead held at the outside: its database connections. */
  onDeath(): Promise<void>;
  /** What the outside does when nothing has been heard of it for two minutes: the database ends its transactions. */
  onSilence?(): Promise<void>;
}

/** One thread of work of a process. */
export interface Task {
  /** In the order of their beginnings: what decides where everything else is equal. */
  readonly number: number;
  readonly process: Process;
  readonly name: string;
  done: boolean;
  awaiting: number;
}

/** An await of a task at which the scheduler decides what happens next. */
export interface Step {
  task: Task;
  label: string;
  readyAt: number;
  perform: () => Promise<unknown>;
  /** Undoes nothing, but leaves the outside as after a failure: a transaction that is rolled back. */
  spoil: (() => Promise<void>) | undefined;
  isBlocked: (() => Promise<boolean>) | undefined;
  endsTransaction: (() => boolean) | undefined;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

export interface StepOptions {
  delayMs?: number;
  spoil?: () => Promise<void>;
  isBlocked?: () => Promise<boolean>;
  /**
   * Asked when the step has been taken: whether what was written is there for all to see, and somebody may now have the
   * lock they waited for.
   */
  endsTransaction?: () => boolean;
}
