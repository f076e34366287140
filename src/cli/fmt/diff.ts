import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** More changed lines than this are not looked through for what stayed: that takes their number squared. */
const mostEdits = 5000;

/** What changes in a file, as `patch -p0` and `git apply -p0` read it. */
export const unified = (file: string, before: string, after: string): string =>
  createTwoFilesPatch(file, file, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
    maxEditLength: mostEdits,
  }) ?? replaced(file, before, after);

/** The same where all lines go and all lines come. */
const replaced = (file: string, before: string, after: string): string => {
  const [gone, come] = [linesOf(before), linesOf(after)];
  return [
    `--- ${file}`,
    `+++ ${file}`,
    `@@ -1,${gone.length} +1,${come.length} @@`,
    ...gone.map((line) => `-${line}`),
    ...(before.endsWith('\n') ? [] : ['\\ No newline at end of file']),
    ...come.map((line) => `+${line}`),
    '',
  ].join('\n');
};

const linesOf = (text: string): readonly string[] => text.replace(/\n$/, '').split('\n');
