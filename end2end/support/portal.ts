// A `guildhall` of one's own: fresh data folder, seeded demo, free port, settable clock.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Account {
  email: string;
  password: string;
  role: string;
  organisation: string;
}

/** `guildhall seed demo --json` (docs/contract.md, Demo and load data). */
export interface Demo {
  accounts: Account[];
  listings: { id: string; [field: string]: unknown }[];
  offers: { id: string; state: string; url: string; [field: string]: unknown }[];
  bills: { id: string; [field: string]: unknown }[];
  stores: { seller: string; url: string }[];
}

/** The fixed addresses of the demo, by what comes before the @. */
export type Who = 'seller' | 'reviewer' | 'finance' | 'admin' | 'customer' | 'other-customer' | 'other-seller';

export interface PortalOptions {
  database: 'sqlite' | 'postgres';
  /** What the portal believes the time to be; empty: the machine's clock. */
  now: string;
  /** More of its configuration, as variables of the environment. */
  configuration?: Record<string, string>;
}

export interface CliResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** A Wednesday, ten in the morning in Shanghai. */
export const NOW = '2026-11-18T02:00:00Z';

const START_SECONDS = 60;
const STOP_SECONDS = 30;

export class Portal {
  /** Sessions that tests share, by whose they are: signing in is slow on purpose, and limited. */
  readonly sessions = new Map<string, string>();

  private constructor(
    readonly url: string,
    readonly data: string,
    readonly demo: Demo,
    private readonly process: ChildProcess,
    private readonly env: NodeJS.ProcessEnv,
    private readonly dropDatabase: () => Promise<void>,
    private readonly log: string[],
  ) {}

  /** Seeds the demo into a new folder and serves it; resolves once the portal says it is listening. */
  static async start(options: PortalOptions = { database: 'sqlite', now: NOW }): Promise<Portal> {
    const data = await mkdtemp(join(tmpdir(), 'guildhall-e2e-'));
    const database = options.database === 'postgres' ? await createDatabase() : undefined;
    const env = {
      ...process.env,
      // The tests' own variables are no configuration: an unknown GUILDHALL_ key is refused.
      ...Object.fromEntries(Object.keys(process.env).filter(isOurs).map((name) => [name, undefined])),
      GUILDHALL_SITE__ROOT: required('GUILDHALL_SITE__ROOT'),
      ...(database && { GUILDHALL_DATABASE__URL: database.url }),
      ...options.configuration,
    };
    const cleanUp = async () => {
      await database?.drop();
      await rm(data, { recursive: true, force: true });
    };
    try {
      const seed = ['seed', 'demo', '--data', data, '--json', ...(options.now ? ['--now', options.now] : [])];
      const seeded = await execute(seed, env);
      if (seeded.code !== 0) throw new Error(`guildhall seed demo ended with ${seeded.code}: ${seeded.stderr}`);
      const demo: Demo = JSON.parse(seeded.stdout);
      const clock = options.now ? ['--test-clock', join(data, 'clock')] : [];
      if (options.now) await writeFile(join(data, 'clock'), `${options.now}\n`);
      const { child, url, log } = await serve(['--data', data, '--listen', '127.0.0.1:0', ...clock], env);
      return new Portal(url, data, demo, child, env, cleanUp, log);
    } catch (error) {
      await cleanUp();
      throw error;
    }
  }

  /** One of the demo's people. */
  account(who: Who): Account {
    const account = this.demo.accounts.find((a) => a.email === `${who}@demo.test`);
    if (!account) throw new Error(`the demo has no ${who}@demo.test`);
    return account;
  }

  /** The path of the demo's first offer in that state. */
  offerPath(state: string): string {
    const offer = this.demo.offers.find((o) => o.state === state);
    if (!offer) throw new Error(`the demo has no ${state} offer; it has ${this.demo.offers.map((o) => o.state)}`);
    return offer.url.replace(/^https?:\/\/[^/]+/, '');
  }

  /** `guildhall ARGS --data DIR` beside the running portal. A bad exit code is in the result, not thrown. */
  cli(args: string[], input?: string | Buffer): Promise<CliResult> {
    return execute([...args, '--data', this.data], this.env, input);
  }

  /** As {@link cli} with `--json`: the document, or an error when the command failed. */
  async json<T>(args: string[], input?: string | Buffer): Promise<T> {
    const { code, stdout, stderr } = await this.cli([...args, '--json'], input);
    if (code !== 0) throw new Error(`guildhall ${args.join(' ')} ended with ${code}: ${stderr || stdout}`);
    return JSON.parse(stdout) as T;
  }

  /** Moves the portal's time (not the browser's: `page.clock` does that). Who was signed in may not be any more. */
  async setClock(now: string): Promise<void> {
    this.sessions.clear();
    await writeFile(join(this.data, 'clock.new'), `${now}\n`);
    await rename(join(this.data, 'clock.new'), join(this.data, 'clock'));
  }

  /** What the portal wrote to stderr, newest last. */
  get logs(): string {
    return this.log.join('\n');
  }

  /** SIGTERM; a portal that does not end with 0 in time is an error. */
  async stop(): Promise<void> {
    const ended = new Promise<string>((resolve) => {
      if (this.process.exitCode !== null || this.process.signalCode !== null) resolve(state(this.process));
      this.process.once('exit', () => resolve(state(this.process)));
    });
    this.process.kill('SIGTERM');
    const killer = setTimeout(() => this.process.kill('SIGKILL'), STOP_SECONDS * 1000);
    const how = await ended;
    clearTimeout(killer);
    await this.dropDatabase();
    if (how !== '0') throw new Error(`guildhall serve ended with ${how}:\n${this.log.slice(-20).join('\n')}`);
  }
}

function state(child: ChildProcess): string {
  return String(child.exitCode ?? child.signalCode);
}

function isOurs(name: string): boolean {
  return name.startsWith('GUILDHALL_');
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run \`cargo xtask test --only browser\``);
  return value;
}

function execute(args: string[], env: NodeJS.ProcessEnv, input?: string | Buffer): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const limit = { env, maxBuffer: 64 << 20, timeout: START_SECONDS * 1000 };
    const child = execFile(required('GUILDHALL_BIN'), args, limit, (error, stdout, stderr) => {
      const code = child.exitCode;
      if (code === null) reject(error ?? new Error(`guildhall ${args.join(' ')} was ended by ${child.signalCode}`));
      else resolve({ code, stdout, stderr });
    });
    // a command that refuses its arguments hangs up before it has read everything
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}

async function serve(args: string[], env: NodeJS.ProcessEnv) {
  const child = spawn(required('GUILDHALL_BIN'), ['serve', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const log: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line);
    if (log.length > 2000) log.shift();
  });
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`guildhall serve ${why}:\n${log.slice(-20).join('\n')}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`is not listening after ${START_SECONDS} s`);
    }, START_SECONDS * 1000);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const listening = /^listening (http:\/\/\S+)$/.exec(line);
      if (listening) {
        clearTimeout(timer);
        resolve(listening[1]);
      }
    });
    child.once('error', (error) => fail(String(error)));
    // 'close' and not 'exit': by then its last words have been read
    child.once('close', () => {
      clearTimeout(timer);
      fail(`ended with ${state(child)}`);
    });
  });
  return { child, url, log };
}

/** A database in the private PostgreSQL, by its own client: no driver for four lines of SQL. */
async function createDatabase() {
  const server = required('GUILDHALL_TEST_POSTGRES');
  const name = `e2e_${randomBytes(6).toString('hex')}`;
  const sql = (statement: string) =>
    new Promise<void>((resolve, reject) => {
      const psql = process.env.GUILDHALL_PSQL ?? 'psql';
      execFile(psql, [server, '-qc', statement], (error, _, stderr) => (error ? reject(new Error(stderr)) : resolve()));
    });
  await sql(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => sql(`drop database if exists ${name} with (force)`) };
}
