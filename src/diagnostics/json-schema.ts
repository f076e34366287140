import * as z from 'zod';

/**
 * The shape of `cogx check --format json`, edition 1. It is published as docs/schema/check-1.json. Fields may be added
 * within an edition; none is taken away, and none changes its meaning.
 */
const position = z
  .strictObject({
    line: z.int().min(1).describe('Line, from 1.'),
    column: z.int().min(1).describe('Column, from 1, in UTF-16 code units.'),
  })
  .meta({ id: 'position' });

const place = z
  .strictObject({
    file: z.string().describe('Path relative to the folder that cogx ran in, with /.'),
    start: position.describe('The first column of the place.'),
    end: position.describe('The first column after it.'),
  })
  .meta({ id: 'place' });

const severity = z
  .enum(['error', 'warning', 'note'])
  .describe('Errors fail; warnings fail with --deny warning; notes never do.')
  .meta({ id: 'severity' });

const finding = z
  .strictObject({
    code: z
      .string()
      .describe('The name of the problem, as `cogx explain CODE` knows it. It never changes its meaning.'),
    severity,
    certain: z.boolean().describe('Whether the run would fail or surely not do what the file says; else it is advice.'),
    message: z.string().describe('One sentence.'),
    help: z.string().optional().describe('One sentence that can be obeyed.'),
    checked: z.string().describe('The file that was checked; the place may lie in a file that this one uses.'),
    profile: z
      .string()
      .optional()
      .describe('The profile with which it shows; absent where the first pass over the file shows it.'),
    path: z.string().optional().describe('The word of the plan that it is about, such as train.length.'),
    place: place.optional().describe('Absent where it lies in no file: a flag, an inventory.'),
    set: z.string().optional().describe('The --set that it lies in.'),
    related: z
      .array(z.strictObject({ message: z.string(), place }))
      .optional()
      .describe('Other places that have a part in it.'),
    fix: z
      .strictObject({
        safety: z.enum(['safe', 'unsafe']).describe('Whether `--fix` applies it.'),
        says: z.string(),
        edits: z.array(z.strictObject({ place, text: z.string() })),
      })
      .optional()
      .describe('What cures it: texts that take the place of what stands there.'),
    reason: z.string().optional().describe('Why the file waives it, among `waived` alone.'),
    fingerprint: z
      .string()
      .describe('Stays as long as the same words are wrong in the same way, wherever they move to.'),
  })
  .meta({ id: 'finding' });

const count = z.int().min(0);

export const checkDocument = z
  .strictObject({
    schema: z.literal(1).describe('The edition of this shape.'),
    version: z.string().describe('The version of cogx.'),
    exit: z.int().describe('The exit code: 0 fine, 1 errors, 2 wrong usage, 4 a bug of cogx.'),
    counts: z
      .strictObject({ errors: count, warnings: count, notes: count, waived: count, known: count })
      .describe('Findings told here, those that are waived, and those that the baseline keeps silent (`known`).'),
    files: z
      .array(z.strictObject({ file: z.string(), profiles: z.array(z.string()) }))
      .describe('What was checked: each file as it is, and with each of these profiles.'),
    findings: z.array(finding),
    waived: z.array(finding).describe('Advice that a comment `# cogx-allow CODE: reason` says is not to be taken.'),
    failures: z
      .array(z.strictObject({ message: z.string(), help: z.string().optional(), file: z.string().optional() }))
      .describe('What kept something from being checked: a file that is not there, a flag that is none.'),
    stale: z
      .array(
        z.strictObject({
          file: z.string(),
          code: z.string(),
          path: z.string().optional(),
          fingerprint: z.string(),
          count: z.int().min(1),
        }),
      )
      .describe('What the baseline holds and nothing has any more.'),
  })
  .meta({ title: 'cogx check --format json', description: 'Everything that one call of cogx check found.' });

export type CheckDocument = z.input<typeof checkDocument>;
