import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Compiled } from '../../src/cli/run/compiled.ts';
import { takeOver } from '../../src/cli/run/take-over.ts';

const taking = suite('what a run takes over');

const base = mkdtempSync(join(tmpdir(), 'cogx-take-over-'));
process.on('exit', () => rmSync(base, { recursive: true, force: true }));

/** A run named new, beside the work of one named old. */
const compiled = (resume: string | null): Compiled => {
  const folder = mkdtempSync(join(base, 'run-'));
  for (const each of ['latents', 'pictures']) {
    mkdirSync(join(folder, 'work/old', each), { recursive: true });
    writeFileSync(join(folder, 'work/old', each, 'a'), 'as it was');
  }
  const works = join(folder, 'work');
  return { folder, works, work: join(works, 'new'), run: join(folder, 'runs/new'), resume } as Compiled;
};

taking('clips and latents of the run that it goes on from, or of a checkpoint of that', () => {
  for (const resume of ['runs/old', 'runs/old/checkpoints/step-000012', './runs/old/']) {
    const run = compiled(resume);
    assert.is(takeOver(run), join(run.works, 'old'));
    assert.is(readFileSync(join(run.work, 'latents/a'), 'utf8'), 'as it was');
    assert.not(existsSync(join(run.work, 'pictures')));
    // As the stages replace a file.
    writeFileSync(join(run.work, 'aside'), 'another');
    renameSync(join(run.work, 'aside'), join(run.work, 'latents/a'));
    assert.is(readFileSync(join(run.works, 'old/latents/a'), 'utf8'), 'as it was');
  }
});

taking('nothing where it has begun, goes on from none, or that one lies elsewhere', () => {
  const begun = compiled('runs/old');
  mkdirSync(begun.work);
  for (const run of [
    begun,
    compiled(null),
    compiled('runs/gone'),
    compiled('../elsewhere/old'),
    compiled('runs'),
    compiled('elsewhere/old'),
  ])
    assert.is(takeOver(run), undefined, run.resume ?? 'none');
});

taking.run();
