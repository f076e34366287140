import { batchDoesNotDivide } from './batch/batch-does-not-divide.ts';
import { batchExceedsPass } from './batch/batch-exceeds-pass.ts';
import { smallBatch } from './batch/small-batch.ts';
import { threeBatchWords } from './batch/three-batch-words.ts';
import { bakedInBars } from './clips/baked-in-bars.ts';
import { blackClips } from './clips/black-clips.ts';
import { captionForWindows } from './clips/caption-for-windows.ts';
import { captionTimes } from './clips/caption-times.ts';
import { captionWithoutSample } from './clips/caption-without-sample.ts';
import { captionsNotEnglish } from './clips/captions-not-english.ts';
import { captionsOfNames } from './clips/captions-of-names.ts';
import { clipsLeftOut } from './clips/clips-left-out.ts';
import { clipsWithoutCaption } from './clips/clips-without-caption.ts';
import { commonTrigger } from './clips/common-trigger.ts';
import { coverage } from './clips/coverage.ts';
import { cutInsideSample } from './clips/cut-inside-sample.ts';
import { damagedClips } from './clips/damaged-clips.ts';
import { doubledFrames } from './clips/doubled-frames.ts';
import { drownedDataset } from './clips/drowned-dataset.ts';
import { frozenClips } from './clips/frozen-clips.ts';
import { frozenTail } from './clips/frozen-tail.ts';
import { halfSaidTimes } from './clips/half-said-times.ts';
import { highDropout } from './clips/high-dropout.ts';
import { idlePolicy } from './clips/idle-policy.ts';
import { interlacedClips } from './clips/interlaced-clips.ts';
import { longCaptions } from './clips/long-captions.ts';
import { markedCaptions } from './clips/marked-captions.ts';
import { noClips } from './clips/no-clips.ts';
import { noDataset } from './clips/no-dataset.ts';
import { notVideos } from './clips/not-videos.ts';
import { nothingLeft } from './clips/nothing-left.ts';
import { pictureBarred } from './clips/picture-barred.ts';
import { pictureCut } from './clips/picture-cut.ts';
import { pictureDistorted } from './clips/picture-distorted.ts';
import { playbackSpeed } from './clips/playback-speed.ts';
import { refusedCaptions } from './clips/refused-captions.ts';
import { sameCaptions } from './clips/same-captions.ts';
import { sameClips } from './clips/same-clips.ts';
import { sameOpenings } from './clips/same-openings.ts';
import { sameVideos } from './clips/same-videos.ts';
import { shortCaptions } from './clips/short-captions.ts';
import { singleWindow } from './clips/single-window.ts';
import { stillPictures } from './clips/still-pictures.ts';
import { subtitlesAsText } from './clips/subtitles-as-text.ts';
import { toleratesAll } from './clips/tolerates-all.ts';
import { toneMappedClips } from './clips/tone-mapped-clips.ts';
import { transparencyDropped } from './clips/transparency-dropped.ts';
import { triggerTwice } from './clips/trigger-twice.ts';
import { unreadCaptions } from './clips/unread-captions.ts';
import { upscaledClips } from './clips/upscaled-clips.ts';
import { containerImage } from './cluster/container-image.ts';
import { deepspeedContradiction } from './cluster/deepspeed-contradiction.ts';
import { deepspeedUnread } from './cluster/deepspeed-unread.ts';
import { environmentMisspelt } from './cluster/environment-misspelt.ts';
import { environmentName } from './cluster/environment-name.ts';
import { environmentUnexpanded } from './cluster/environment-unexpanded.ts';
import { environmentValue } from './cluster/environment-value.ts';
import { ephemeralRoots } from './cluster/ephemeral-roots.ts';
import { gpusOnWindows } from './cluster/gpus-on-windows.ts';
import { gpusWithoutShard } from './cluster/gpus-without-shard.ts';
import { hostOfItself } from './cluster/host-of-itself.ts';
import { hostsNotNodes } from './cluster/hosts-not-nodes.ts';
import { moreWorkersThanCores } from './cluster/more-workers-than-cores.ts';
import { nodesWithoutLauncher } from './cluster/nodes-without-launcher.ts';
import { offloadUnfit } from './cluster/offload-unfit.ts';
import { priceOfNode } from './cluster/price-of-node.ts';
import { shardOnOneGpu } from './cluster/shard-on-one-gpu.ts';
import { shardedLora } from './cluster/sharded-lora.ts';
import { shardedWays } from './cluster/sharded-ways.ts';
import { sharedStorage } from './cluster/shared-storage.ts';
import { slurmLines } from './cluster/slurm-lines.ts';
import { unsharedNodes } from './cluster/unshared-nodes.ts';
import { unusualNode } from './cluster/unusual-node.ts';
import { inventoryNeeded } from './compile/inventory-needed.ts';
import { noClipList } from './compile/no-clip-list.ts';
import { notBuiltYet } from './compile/not-built-yet.ts';
import { partAlone } from './compile/part-alone.ts';
import { allowOfCertain } from './language/allow-of-certain.ts';
import { allowWithoutReason } from './language/allow-without-reason.ts';
import { badSet } from './language/bad-set.ts';
import { blockWithEquals } from './language/block-with-equals.ts';
import { dottedName } from './language/dotted-name.ts';
import { foreignMark } from './language/foreign-mark.ts';
import { foreignPassage } from './language/foreign-passage.ts';
import { forgottenEquals } from './language/forgotten-equals.ts';
import { literalPath } from './language/literal-path.ts';
import { mergeConflict } from './language/merge-conflict.ts';
import { misplaced } from './language/misplaced.ts';
import { missingLabel } from './language/missing-label.ts';
import { missingName } from './language/missing-name.ts';
import { missingSeparator } from './language/missing-separator.ts';
import { missingValue } from './language/missing-value.ts';
import { missingWord } from './language/missing-word.ts';
import { notABlock } from './language/not-a-block.ts';
import { notAProperty } from './language/not-a-property.ts';
import { notAValue } from './language/not-a-value.ts';
import { notReadYet } from './language/not-read-yet.ts';
import { outsideData } from './language/outside-data.ts';
import { renamedWord } from './language/renamed-word.ts';
import { reservedName } from './language/reserved-name.ts';
import { secret } from './language/secret.ts';
import { strayBracket } from './language/stray-bracket.ts';
import { strayCharacter } from './language/stray-character.ts';
import { strayLabel } from './language/stray-label.ts';
import { tooDeep } from './language/too-deep.ts';
import { unclosedBlock } from './language/unclosed-block.ts';
import { unclosedComment } from './language/unclosed-comment.ts';
import { unclosedList } from './language/unclosed-list.ts';
import { unclosedText } from './language/unclosed-text.ts';
import { unknownAllow } from './language/unknown-allow.ts';
import { unknownChoice } from './language/unknown-choice.ts';
import { unknownEdition } from './language/unknown-edition.ts';
import { unknownEscape } from './language/unknown-escape.ts';
import { unknownProfile } from './language/unknown-profile.ts';
import { unknownReference } from './language/unknown-reference.ts';
import { unknownWord } from './language/unknown-word.ts';
import { unopenedBlock } from './language/unopened-block.ts';
import { unquotedText } from './language/unquoted-text.ts';
import { unusedAllow } from './language/unused-allow.ts';
import { unusedDefinition } from './language/unused-definition.ts';
import { useCycle } from './language/use-cycle.ts';
import { useNotFound } from './language/use-not-found.ts';
import { wordEnd } from './language/word-end.ts';
import { wordTwice } from './language/word-twice.ts';
import { wrongLine } from './language/wrong-line.ts';
import { wrongValue } from './language/wrong-value.ts';
import { alphaNotRank } from './learning/alpha-not-rank.ts';
import { alphaScale } from './learning/alpha-scale.ts';
import { betasSwapped } from './learning/betas-swapped.ts';
import { fullRateTooHigh } from './learning/full-rate-too-high.ts';
import { gradientsClippedAway } from './learning/gradients-clipped-away.ts';
import { highLoraDropout } from './learning/high-lora-dropout.ts';
import { largeEpsilon } from './learning/large-epsilon.ts';
import { loraRateTooHigh } from './learning/lora-rate-too-high.ts';
import { loraRateTooLow } from './learning/lora-rate-too-low.ts';
import { prodigyRate } from './learning/prodigy-rate.ts';
import { rankAboveWidth } from './learning/rank-above-width.ts';
import { unknownTarget } from './learning/unknown-target.ts';
import { weightDecayTakesAll } from './learning/weight-decay-takes-all.ts';
import { fewUpdates } from './length/few-updates.ts';
import { manyPasses } from './length/many-passes.ts';
import { manyUpdates } from './length/many-updates.ts';
import { noTimeToTrain } from './length/no-time-to-train.ts';
import { onlyFinalCheckpoint } from './length/only-final-checkpoint.ts';
import { unfinishedPass } from './length/unfinished-pass.ts';
import { warmupTooLong } from './length/warmup-too-long.ts';
import { fixedSize } from './model/fixed-size.ts';
import { foreignLayout } from './model/foreign-layout.ts';
import { frameCount } from './model/frame-count.ts';
import { frameRate } from './model/frame-rate.ts';
import { frameSize } from './model/frame-size.ts';
import { portraitSize } from './model/portrait-size.ts';
import { sizeNotDivisible } from './model/size-not-divisible.ts';
import { untrainedCount } from './model/untrained-count.ts';
import { weightsOfAnotherModel } from './model/weights-of-another-model.ts';
import { attentionUnfit } from './precision/attention-unfit.ts';
import { bf16OnOldGpu } from './precision/bf16-on-old-gpu.ts';
import { foreignPrecision } from './precision/foreign-precision.ts';
import { fp16OnCpu } from './precision/fp16-on-cpu.ts';
import { unfitPrecision } from './precision/unfit-precision.ts';
import { budgetExceeded } from './resources/budget-exceeded.ts';
import { checkpointsCost } from './resources/checkpoints-cost.ts';
import { diskTooSmall } from './resources/disk-too-small.ts';
import { keptActivations } from './resources/kept-activations.ts';
import { memoryDoesNotFit } from './resources/memory-does-not-fit.ts';
import { memoryTight } from './resources/memory-tight.ts';
import { ramTooSmall } from './resources/ram-too-small.ts';
import { shmTooSmall } from './resources/shm-too-small.ts';
import { spillsToHost } from './resources/spills-to-host.ts';
import { timeLimitExceeded } from './resources/time-limit-exceeded.ts';
import { workAtRisk } from './resources/work-at-risk.ts';
import { nothingLeftToTrain } from './resume/nothing-left-to-train.ts';
import { nothingToExtend } from './resume/nothing-to-extend.ts';
import { resumeItself } from './resume/resume-itself.ts';
import { resumeNotFound } from './resume/resume-not-found.ts';
import { runOfAnotherTraining } from './resume/run-of-another-training.ts';
import { twoBeginnings } from './resume/two-beginnings.ts';
import type { Rule } from './rule.ts';
import { denoisingSteps } from './validate/denoising-steps.ts';
import { frequentVideos } from './validate/frequent-videos.ts';
import { imageWithoutReader } from './validate/image-without-reader.ts';
import { longPrompt } from './validate/long-prompt.ts';
import { nothingToValidate } from './validate/nothing-to-validate.ts';
import { oddGuidance } from './validate/odd-guidance.ts';
import { promptWithoutImage } from './validate/prompt-without-image.ts';
import { promptsNotEnglish } from './validate/prompts-not-english.ts';
import { promptsWithoutTrigger } from './validate/prompts-without-trigger.ts';
import { samePrompts } from './validate/same-prompts.ts';
import { validatesOnlyAtEnd } from './validate/validates-only-at-end.ts';
import { videosCost } from './validate/videos-cost.ts';
import { videosOfShares } from './validate/videos-of-shares.ts';

/** Every problem that cogx knows, in reading order. Those without `check` are raised by the parser, the reader or the schema. */
export const rules: readonly Rule[] = [
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

  frameCount,
  untrainedCount,
  frameRate,
  sizeNotDivisible,
  fixedSize,
  portraitSize,
  frameSize,
  weightsOfAnotherModel,
  foreignLayout,

  noDataset,
  notVideos,
  noClips,
  stillPictures,
  sameVideos,
  sameClips,
  nothingLeft,
  damagedClips,
  toleratesAll,
  clipsWithoutCaption,
  halfSaidTimes,
  subtitlesAsText,
  captionTimes,
  unreadCaptions,
  clipsLeftOut,
  playbackSpeed,
  doubledFrames,
  frozenTail,
  interlacedClips,
  toneMappedClips,
  transparencyDropped,
  pictureCut,
  pictureDistorted,
  pictureBarred,
  cutInsideSample,
  frozenClips,
  blackClips,
  bakedInBars,
  upscaledClips,
  coverage,
  captionForWindows,
  captionWithoutSample,
  shortCaptions,
  sameCaptions,
  longCaptions,
  refusedCaptions,
  markedCaptions,
  captionsOfNames,
  captionsNotEnglish,
  sameOpenings,
  triggerTwice,
  commonTrigger,
  highDropout,
  idlePolicy,
  singleWindow,
  drownedDataset,

  threeBatchWords,
  batchDoesNotDivide,
  batchExceedsPass,
  smallBatch,

  fewUpdates,
  manyUpdates,
  manyPasses,
  nothingLeftToTrain,
  runOfAnotherTraining,
  resumeItself,
  twoBeginnings,
  resumeNotFound,
  nothingToExtend,
  noTimeToTrain,
  unfinishedPass,
  warmupTooLong,
  onlyFinalCheckpoint,
  workAtRisk,
  checkpointsCost,

  loraRateTooLow,
  loraRateTooHigh,
  fullRateTooHigh,
  prodigyRate,
  alphaScale,
  alphaNotRank,
  rankAboveWidth,
  highLoraDropout,
  betasSwapped,
  weightDecayTakesAll,
  largeEpsilon,
  gradientsClippedAway,
  unknownTarget,

  nothingToValidate,
  promptsWithoutTrigger,
  videosCost,
  frequentVideos,
  videosOfShares,
  validatesOnlyAtEnd,
  denoisingSteps,
  oddGuidance,
  longPrompt,
  promptsNotEnglish,
  samePrompts,
  promptWithoutImage,
  imageWithoutReader,

  unfitPrecision,
  foreignPrecision,
  bf16OnOldGpu,
  fp16OnCpu,
  attentionUnfit,

  gpusWithoutShard,
  shardOnOneGpu,
  shardedLora,
  shardedWays,
  deepspeedUnread,
  deepspeedContradiction,
  hostsNotNodes,
  hostOfItself,
  nodesWithoutLauncher,
  unusualNode,
  gpusOnWindows,
  sharedStorage,
  unsharedNodes,
  ephemeralRoots,
  containerImage,
  offloadUnfit,
  slurmLines,
  environmentName,
  environmentUnexpanded,
  environmentMisspelt,
  environmentValue,
  moreWorkersThanCores,
  priceOfNode,
  memoryDoesNotFit,
  memoryTight,
  keptActivations,
  spillsToHost,
  diskTooSmall,
  ramTooSmall,
  shmTooSmall,
  budgetExceeded,
  timeLimitExceeded,

  partAlone,
  inventoryNeeded,
  noClipList,
  notBuiltYet,
];
