import { agree, named, some, trained } from '../common.ts';
import { both, clips, described, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const chinese = (count: number, from = 1) =>
  described(clips(count, {}, from), (path) => `一只小鸟从树枝上起飞，飞向蓝天，镜头跟随它 ${path.slice(-8, -4)}`);

export const captionsNotEnglish: Rule = {
  code: 'captions-not-english',
  severity: 'warning',
  certain: false,
  why: `The text encoder of CogVideoX is T5 v1.1, which was trained on English and says so in its card. Its vocabulary has no Chinese,
Japanese, Cyrillic or Arabic letters: whole sentences become one sign for "unknown" (huggingface/transformers#21836), the same for
every clip, and so does every such prompt. Languages with Latin letters are read, and hardly understood.`,
  bad: { text: pipeline({ about: 'birds holds 200 clips with Chinese captions' }), clips: chinese(200) },
  good: { text: pipeline({ about: 'birds holds 200 clips with English captions' }), clips: clips(200) },
  quiet: [
    { text: pipeline({}), clips: both(clips(199), chinese(1, 200)) },
    {
      text: pipeline({}),
      clips: described(
        clips(200),
        (path) => `a sign reads 鸟 as a bird takes off at Café de la Paix, seen from ${path}`,
      ),
    },
  ],
  sources: ['huggingface/transformers#21836', 'zai-org/CogVideo README.md (prompt language: English)'],
  catches: ['M087'],
  hides: ['short-captions'],
  *check(plan, facts) {
    for (const { name, dataset, seen } of trained(plan, facts)) {
      const { other_script: script, other_language: language } = seen.texts;
      const help = 'Translate them, and write prompts in English too.';
      const path = ['dataset', name];
      if (script.count / seen.kept > few)
        yield {
          path,
          message: `${some(script, seen.kept, 'clip')} of dataset ${name} ${agree(script, 'has a caption', 'have captions')} in letters that T5 does not know${named(script)}.`,
          help,
          severity: script.count / seen.kept > dataset.tolerate ? 'warning' : 'note',
        };
      else if (language.count > seen.kept / 2)
        yield {
          path,
          message: `${some(language, seen.kept, 'clip')} of dataset ${name} ${agree(language, 'has a caption', 'have captions')} in another language than English, which T5 reads${named(language)}.`,
          help,
        };
    }
  },
};

/** A caption or two in a hundred is a title or a shop sign. */
const few = 0.005;
