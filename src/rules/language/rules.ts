import type { Rule } from '../rule.ts';
import { allowOfCertain } from './allow-of-certain.ts';
import { allowWithoutReason } from './allow-without-reason.ts';
import { badSet } from './bad-set.ts';
import { blockWithEquals } from './block-with-equals.ts';
import { dottedName } from './dotted-name.ts';
import { emptyFile } from './empty-file.ts';
import { foreignMark } from './foreign-mark.ts';
import { foreignPassage } from './foreign-passage.ts';
import { forgottenEquals } from './forgotten-equals.ts';
import { literalPath } from './literal-path.ts';
import { mergeConflict } from './merge-conflict.ts';
import { misplaced } from './misplaced.ts';
import { missingLabel } from './missing-label.ts';
import { missingName } from './missing-name.ts';
import { missingSeparator } from './missing-separator.ts';
import { missingValue } from './missing-value.ts';
import { missingWord } from './missing-word.ts';
import { notABlock } from './not-a-block.ts';
import { notAProperty } from './not-a-property.ts';
import { notAValue } from './not-a-value.ts';
import { notReadYet } from './not-read-yet.ts';
import { outsideData } from './outside-data.ts';
import { placeholder } from './placeholder.ts';
import { renamedWord } from './renamed-word.ts';
import { reservedName } from './reserved-name.ts';
import { secret } from './secret.ts';
import { strayBracket } from './stray-bracket.ts';
import { strayCharacter } from './stray-character.ts';
import { strayLabel } from './stray-label.ts';
import { tooDeep } from './too-deep.ts';
import { unclosedBlock } from './unclosed-block.ts';
import { unclosedComment } from './unclosed-comment.ts';
import { unclosedList } from './unclosed-list.ts';
import { unclosedText } from './unclosed-text.ts';
import { unknownAllow } from './unknown-allow.ts';
import { unknownChoice } from './unknown-choice.ts';
import { unknownEdition } from './unknown-edition.ts';
import { unknownEscape } from './unknown-escape.ts';
import { unknownProfile } from './unknown-profile.ts';
import { unknownReference } from './unknown-reference.ts';
import { unknownWord } from './unknown-word.ts';
import { unopenedBlock } from './unopened-block.ts';
import { unquotedText } from './unquoted-text.ts';
import { unusedAllow } from './unused-allow.ts';
import { unusedDefinition } from './unused-definition.ts';
import { useCycle } from './use-cycle.ts';
import { useNotFound } from './use-not-found.ts';
import { wordEnd } from './word-end.ts';
import { wordTwice } from './word-twice.ts';
import { wrongLine } from './wrong-line.ts';
import { wrongValue } from './wrong-value.ts';

export const language: readonly Rule[] = [
  unknownWord,
  wrongValue,
  missingWord,
  wordTwice,
  notABlock,
  notAProperty,
  unknownChoice,
  missingLabel,
  strayLabel,
  misplaced,
  unknownReference,
  unknownEdition,
  renamedWord,
  notReadYet,
  secret,
  useNotFound,
  useCycle,
  unknownProfile,
  badSet,
  literalPath,
  placeholder,
  outsideData,
  missingName,
  notAValue,
  missingValue,
  missingSeparator,
  forgottenEquals,
  blockWithEquals,
  dottedName,
  reservedName,
  foreignMark,
  foreignPassage,
  mergeConflict,
  emptyFile,
  strayCharacter,
  strayBracket,
  unclosedBlock,
  unclosedList,
  unopenedBlock,
  wrongLine,
  tooDeep,
  unclosedText,
  unclosedComment,
  unquotedText,
  wordEnd,
  unknownEscape,
  unknownAllow,
  allowWithoutReason,
  allowOfCertain,
  unusedAllow,
  unusedDefinition,
];
