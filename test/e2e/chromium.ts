import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { folder } from './cogx.ts';

/** A page as a person has it: how wide, in which colours, and whether on paper. */
export type Viewed = { readonly width: number; readonly scheme: 'light' | 'dark'; readonly isPrint?: true };

export type Seen = {
  /** What a function of the page's own world gives, as JSON. */
  readonly read: <T>(expression: string) => Promise<T>;
  /** A PNG of the whole page. */
  readonly picture: () => Promise<Buffer>;
  /** The page on paper, A4. */
  readonly pdf: () => Promise<Buffer>;
  /** What was asked for by the page, and what its console said. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
};

type Message = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Fields;
  readonly sessionId?: string;
  readonly result?: Fields;
  readonly error?: Fields;
};
type Fields = Readonly<Record<string, unknown>>;

/** Opens a file in Chromium and gives what `look` makes of it. Spoken over two pipes, in the DevTools protocol. */
export const inChromium = async <T>(file: string, viewed: Viewed, look: (seen: Seen) => Promise<T>): Promise<T> => {
  browser ??= start();
  const { child, speak } = browser;
  // One browser is there for all tests of a file; between them it keeps nobody waiting.
  const held = [child, child.stdio[3], child.stdio[4]] as unknown as readonly { ref(): void; unref(): void }[];
  for (const each of held) each.ref();
  const { targetId } = await speak.ask('Target.createTarget', { url: 'about:blank' });
  try {
    return await look(await opened(file, viewed, { ...speak, target: String(targetId) }));
  } finally {
    await speak.ask('Target.closeTarget', { targetId });
    for (const each of held) each.unref();
  }
};

type Browser = { readonly child: ChildProcess; readonly speak: Speaking };

let browser: Browser | undefined;

const start = (): Browser => {
  const words = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--remote-debugging-pipe'];
  const child = spawn('chromium', [...words, `--user-data-dir=${folder()}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  process.on('exit', () => child.kill('SIGKILL'));
  return { child, speak: speaking(child) };
};

type Speaking = {
  readonly ask: (method: string, params?: Fields, session?: string) => Promise<Fields>;
  /** What a page says of itself. */
  readonly hear: (session: string, method: string, act: (params: Fields) => void) => void;
};

const speaking = (child: ChildProcess): Speaking => {
  const [, , , write, read] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<number, (message: Message) => void>();
  const ears = new Map<string, (params: Fields) => void>();
  let rest = '';
  read.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const text of messages) {
      const message = JSON.parse(text) as Message;
      if (message.id !== undefined) waiting.get(message.id)?.(message);
      else ears.get(`${message.sessionId} ${message.method}`)?.(message.params ?? {});
    }
  });
  let number = 0;
  return {
    ask: (method, params = {}, session) =>
      new Promise((resolve, reject) => {
        const id = ++number;
        if (child.pid === undefined) reject(new Error('There is no chromium: apt-get install chromium'));
        waiting.set(id, ({ result, error }) =>
          result ? resolve(result) : reject(new Error(`${method}: ${JSON.stringify(error)}`)),
        );
        write.write(`${JSON.stringify({ id, method, params, ...(session ? { sessionId: session } : {}) })}\0`);
      }),
    hear: (session, method, act) => ears.set(`${session} ${method}`, act),
  };
};

type Opening = Speaking & { readonly target: string };

const opened = async (file: string, { width, scheme, isPrint }: Viewed, { ask, ...speak }: Opening): Promise<Seen> => {
  const attached = await ask('Target.attachToTarget', { targetId: speak.target, flatten: true });
  const session = String(attached.sessionId);
  const tell = (method: string, params: Fields = {}) => ask(method, params, session);
  const hear = (method: string, act: (params: Fields) => void) => speak.hear(session, method, act);
  const [requests, complaints]: [string[], string[]] = [[], []];
  hear('Network.requestWillBeSent', (params) => requests.push(String((params.request as Fields).url)));
  for (const event of ['Log.entryAdded', 'Runtime.exceptionThrown', 'Runtime.consoleAPICalled'])
    hear(event, (params) => complaints.push(JSON.stringify(params)));
  for (const domain of ['Network', 'Log', 'Runtime', 'Page']) await tell(`${domain}.enable`);
  await tell('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: width < 600 });
  const features = [{ name: 'prefers-color-scheme', value: scheme }];
  await tell('Emulation.setEmulatedMedia', { media: isPrint ? 'print' : '', features });
  const loaded = new Promise<void>((resolve) => hear('Page.loadEventFired', () => resolve()));
  await tell('Page.navigate', { url: pathToFileURL(file).href });
  await loaded;
  return {
    read: async <T>(expression: string) => {
      const { result, exceptionDetails } = await tell('Runtime.evaluate', {
        expression,
        returnByValue: true,
        awaitPromise: true,
      });
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
      return (result as Fields).value as T;
    },
    picture: async () => {
      const { data } = await tell('Page.captureScreenshot', { captureBeyondViewport: true });
      return Buffer.from(String(data), 'base64');
    },
    pdf: async () => {
      const { data } = await tell('Page.printToPDF', { paperWidth: 8.27, paperHeight: 11.69, printBackground: false });
      return Buffer.from(String(data), 'base64');
    },
    requests,
    complaints,
  };
};
