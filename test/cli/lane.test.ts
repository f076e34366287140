import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openProber, type Prober } from '../../src/cli/disk/ffprobe.ts';
import { openLane } from '../../src/cli/disk/lane.ts';
import { sh } from '../../src/emit/shell.ts';
import { isDamage, readProbe } from '../../src/media/probe.ts';
import { folder } from '../e2e/cogx.ts';
import { makeClip } from '../e2e/make-clips.ts';
import { root } from '../support.ts';

const lanes = suite('a shell that runs ffprobe');

const where = folder();
const made = makeClip(where, { file: 'one.mp4', rate: '12', frames: 30 });

const probing = async (patience: number, act: (prober: Prober) => Promise<void>): Promise<void> => {
  await made;
  const prober = openProber({ folder: where, patience });
  await act(prober);
  prober.close();
};

const laneOf = (program: string) => openLane({ program, folder: where, environment: process.env, patience: 20_000 });

/** What comes of a script. */
const ran = async (script: string) => {
  const lane = laneOf(`sh -c ${sh(script)}`);
  const probed = await lane.ask('x');
  lane.close();
  return probed;
};

lanes('any name is one word', () =>
  probing(20_000, async ({ probe }) => {
    for (const name of [
      "it's $(touch made) `touch made`.mp4",
      'two\nlines"\\.mp4',
      '-i.mp4',
      ' *?[a] ; & | > < # ~ !.mp4',
      'Ünï 🎬.mp4',
    ]) {
      copyFileSync(join(where, 'one.mp4'), join(where, name));
      const seen = readProbe(await probe(name));
      assert.is(isDamage(seen) ? seen.detail : seen.frames, 30, name);
    }
    assert.not(existsSync(join(where, 'made')));
  }),
);

lanes('as many run at once as are asked at once, and each has its own answer', () =>
  probing(20_000, async ({ probe }) => {
    const names = Array.from({ length: 12 }, (_, index) => (index % 3 === 0 ? `gone-${index}.mp4` : 'one.mp4'));
    const probed = await Promise.all(names.map(probe));
    assert.equal(
      probed.map(({ code }) => code),
      names.map((name) => (name === 'one.mp4' ? 0 : 1)),
    );
    for (const [index, { errors }] of probed.entries())
      assert.is(errors, index % 3 === 0 ? `file:gone-${index}.mp4: No such file or directory\n` : '');
  }),
);

/** ffprobe waits until somebody writes into a pipe; the name shows it in the list of processes. */
const isRunning = (name: string): boolean =>
  execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes(`file:${name}`);

lanes('what hangs is ended and told, and the next clip is looked at', () =>
  probing(4000, async ({ probe }) => {
    execFileSync('mkfifo', [join(where, 'hangs.mp4')]);
    const late = probe('hangs.mp4');
    assert.is((await probe('one.mp4')).code, 0);
    assert.ok(isRunning('hangs.mp4'));
    assert.equal(await late, { code: null, output: '', errors: 'it takes longer than 4 s' });
    assert.is((await probe('one.mp4')).code, 0);
    for (let tries = 0; isRunning('hangs.mp4'); tries++) assert.ok(tries < 50, 'it runs on');
  }),
);

lanes('much is heard whole, of complaints the end', async () => {
  const { code, output, errors } = await ran('yes é | head -c 6000000; yes é | head -c 6000000 >&2; exit 3');
  assert.equal([code, output.length, output.slice(-4)], [3, 4_000_000, 'é\né\n']);
  assert.ok(errors.length > 3900 && errors.endsWith('é\né\n') && !errors.includes('\uFFFD'));
});

lanes('a crash is no number of the program, nor is that it can not be started', async () => {
  assert.equal(await ran('echo half; kill -SEGV $$'), { code: null, output: 'half\n', errors: '' });
  const lane = laneOf('no-such-program');
  const { code, errors } = await lane.ask('x');
  assert.is(code, null);
  assert.match(errors, /no-such-program.*not found/);
  lane.kill();
});

lanes('a shell that ends takes its run with it, and is told so', async () => {
  const lane = laneOf("sh -c 'sleep 5'");
  const asked = lane.ask('x');
  lane.kill();
  assert.is((await asked).code, null);
  assert.not(lane.isOpen());
});

lanes('where what was seen can not be kept, the scan ends all the same, and its shells with it', async () => {
  await made;
  for (const name of ['a', 'b', 'c', 'd', 'e']) copyFileSync(join(where, 'one.mp4'), join(where, `full-${name}.mp4`));
  const look = JSON.stringify(join(root, 'src/cli/disk/look.ts'));
  const script = `const { lookAt } = await import(${look});
const cache = { find: () => undefined, add: () => { throw new Error('no room') } };
const paths = ['a', 'b', 'c', 'd', 'e'].map((name) => 'full-' + name + '.mp4');
await lookAt({ folder: ${JSON.stringify(where)}, paths, cache }, {}).catch(({ message }) => console.log(message));`;
  const words = ['--import', 'tsx', '--input-type=module', '-e', script];
  // Far below the patience that a shell without an end would cost.
  const { status, stdout } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8', timeout: 60_000 });
  assert.equal([status, stdout], [0, 'no room\n']);
});

lanes.run();
