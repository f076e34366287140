#!/bin/sh
# Made from quickstart.cogx by: cogx compile quickstart.cogx
# Makes the samples of quickstart out of its clips, with ffmpeg; clips.tsv beside this script says how.
#
#   sh prepare.sh                 on this machine, one clip a core
#   sh prepare.sh --shard 3/16    the fourth of sixteen shares; Slurm arrays and indexed Kubernetes jobs are known by themselves
#
# Run it in the folder of quickstart.cogx, or set COGX_DATA to the root of the clips. Stop it at any time: the next run goes on
# where it stopped, makes again what has changed, and tries again what failed. From the environment:
#   COGX_DATA, COGX_WORK    roots of the clips and of what is made of them
#   TMPDIR                  where a run keeps count; /tmp where unsaid
#   JOBS                    clips at the same time; one a core where unsaid
#   FFMPEG, FFPROBE         other programs than those in PATH
#
# Under WORK it leaves  clips/SAMPLE.mp4        exactly the frames, rate and size below, square pixels, no sound
#                       done/CLIP.tsv           a clip whose samples were all verified
#                       quarantine/CLIP.tsv     a clip that gave none: stage, reason, last line of ffmpeg
#                       summary.I-of-N.tsv      all clips of this share
# Exit: 0 every clip has ended and one at least is verified; 3 none is; 75 the disk is full; 2 used wrongly; 143, 130, 129 stopped.

set -u
LC_ALL=C
export LC_ALL

SOURCE=quickstart.cogx
NAME=quickstart
FRAMES=17
RATE=16/1
WIDTH=48
HEIGHT=32
DATA=.
WORK=work

HERE=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
DATA=${COGX_DATA:-$DATA}
WORK=${COGX_WORK:-$WORK}/$NAME
FFMPEG=${FFMPEG:-ffmpeg}
FFPROBE=${FFPROBE:-ffprobe}

# Counts up when this script makes something else out of the same line of clips.tsv.
REVISION=1
# No playlist and no network: a text file named x.mp4 can point elsewhere.
CONTAINERS=mov,matroska,avi,mpegts,mpeg,gif,flv,asf,ogg,mxf
# A third of the time of a slow preset, and sharper; the disk pays for it. One thread: the bytes depend on their number.
ENCODER='-c:v libx264 -preset ultrafast -crf 16 -g 8 -threads 1'
TAB=$(printf '\t')

say() { printf 'prepare: %s\n' "$*" >&2; }
misused() { say "$*"; exit 2; }

hash() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

# Size, first and last MiB, as the inventory has them.
fingerprint() {
  { printf '%s\n' "$(($(wc -c <"$1")))"; head -c 1048576 <"$1"; tail -c 1048576 <"$1"; } | hash
}

# The place of $source, in $path: below DATA, unless its author wrote an absolute path.
locate() {
  path=$(printf '%b_' "$source")
  path=${path%_}
  case $path in /*) ;; *) path=$DATA/$path ;; esac
}

# The disk is called full before it is: a file that finds no room may leave no word about it.
disk_is_full() {
  room=$(df -Pk "$WORK" 2>/dev/null | awk 'NR == 2 { print $4 }')
  [ "${room:-99999}" -lt 2048 ]
}

# ---------------------------------------------------------------------------------------------------------------- one clip
# Every function of this part returns 0 made or kept, 1 quarantined, 75 disk full.

# Without addresses, which differ from run to run.
last_line() { tail -n 1 "$1" 2>/dev/null | tr '\t\r' '  ' | sed 's/ @ 0x[0-9a-f]*//' | cut -c 1-200; }

remove_samples() { rm -f "$WORK/done/$clip.tsv" "$WORK/clips/$clip".w*.mp4; }

# quarantine STAGE REASON DETAIL
quarantine() {
  if disk_is_full; then return 75; fi
  # The run was killed and this is what is left of it: it has no say any more.
  kill -0 "$driver" 2>/dev/null || exit 1
  remove_samples
  printf '%s\t%s\t%s\t%s\n' "$clip" "$1" "$2" "${3:--}" >"$aside.record" || return 75
  mv -f "$aside.record" "$WORK/quarantine/$clip.tsv" || return 75
  return 1
}

# One decode gives all windows of a clip, each to a file of its own.
encode() {
  set -- -nostdin -hide_banner -v error -y -max_error_rate 0 -threads 1 -filter_threads 1 -filter_complex_threads 1
  set -- "$@" -protocol_whitelist file -format_whitelist "$CONTAINERS" -reinit_filter 0 -i "file:$path"
  set -- "$@" -filter_complex "$graph"
  window=0
  while [ "$window" -lt "$windows" ]; do
    # shellcheck disable=SC2086 # these are words
    set -- "$@" -map "[w$window]" $ENCODER -bsf:v filter_units=remove_types=6 -map_metadata -1 -map_chapters -1 \
      -fflags +bitexact -flags:v +bitexact -movflags +faststart -f mp4 "file:$aside.w$window.mp4"
    window=$((window + 1))
  done
  "$FFMPEG" "$@" 2>"$aside.err" </dev/null &
  encoding=$!
  wait "$encoding"
  ended=$?
  encoding=
  return "$ended"
}

# What came out, in the words of ffprobe; a second stream would be a second line.
verify() {
  found=$("$FFPROBE" -v error -count_packets -of csv=p=0 -show_entries \
    stream=codec_name,width,height,sample_aspect_ratio,pix_fmt,avg_frame_rate,nb_read_packets "file:$1" </dev/null 2>&1)
  [ "$found" = "h264,$WIDTH,$HEIGHT,1:1,yuv420p,$RATE,$FRAMES" ]
}

publish() {
  window=0
  while [ "$window" -lt "$windows" ]; do
    mv -f "$aside.w$window.mp4" "$WORK/clips/$clip.w$window.mp4" || return 75
    window=$((window + 1))
  done
  # encode.py looks whether the last two are still those of clips.tsv.
  printf '%s\t%s\t%s\t%s\t%s\n' "$key" "$clip" "$windows" "$fingerprint" "$graph" >"$aside.record" || return 75
  mv -f "$aside.record" "$WORK/done/$clip.tsv" || return 75
  rm -f "$WORK/quarantine/$clip.tsv"
}

is_done() {
  [ -f "$WORK/done/$clip.tsv" ] || return 1
  IFS=$TAB read -r old _ <"$WORK/done/$clip.tsv" && [ "$old" = "$key" ] || return 1
  window=0
  while [ "$window" -lt "$windows" ]; do
    [ -s "$WORK/clips/$clip.w$window.mp4" ] || return 1
    window=$((window + 1))
  done
}

# Says in $outcome whether the clip was made or kept.
prepare_clip() {
  outcome=made
  locate
  aside=$WORK/clips/.$clip.$worker
  rm -f "$WORK/clips/.$clip".*
  [ -f "$path" ] || { quarantine open not-a-file "$source"; return; }
  [ "$(fingerprint "$path")" = "$fingerprint" ] ||
    { quarantine open changed 'it is not the file that cogx scan saw'; return; }
  key=$(printf '%s\n' "$REVISION" "$FFMPEG_VERSION" "$ENCODER" "$fingerprint" "$graph" | hash)
  if is_done; then
    outcome=kept
    return 0
  fi
  remove_samples
  case $graph in
    *zscale=*) [ "$TONE_MAPS" = yes ] || { quarantine encode no-tone-mapping 'this ffmpeg has no zscale'; return; } ;;
  esac
  encode || { encode_failed "$?"; return; }
  # Lost bytes are painted over, and the exit status does not tell.
  [ ! -s "$aside.err" ] || { quarantine encode damaged "$(last_line "$aside.err")"; return; }
  window=0
  while [ "$window" -lt "$windows" ]; do
    verify "$aside.w$window.mp4" || { quarantine verify wrong "$(printf %s "$found" | tr '\t\n' '  ')"; return; }
    window=$((window + 1))
  done
  kill -0 "$driver" 2>/dev/null || exit 1
  publish
}

encode_failed() {
  # Ctrl-C reaches ffmpeg too, which then ends with 255; the word to stop is on its way here.
  if [ "$1" -eq 255 ]; then
    sleep 1 &
    wait "$!"
  fi
  ! grep -q 'No space left on device' "$aside.err" || return 75
  quarantine encode "exit-$1" "$(last_line "$aside.err")"
}

# ------------------------------------------------------------------------------------------------------------- one worker

stop_worker() {
  trap '' TERM
  [ -z "$encoding" ] || kill "$encoding" 2>/dev/null
  wait
  rm -f "${aside:-$state/none}".*
  exit 143
}

# Takes the next clip that nobody has taken: to make a folder succeeds once.
work() {
  worker=$1 encoding=
  trap stop_worker TERM
  number=0
  while IFS=$TAB read -r clip source fingerprint windows graph; do
    number=$((number + 1))
    mkdir "$state/$number" 2>/dev/null || continue
    kill -0 "$driver" 2>/dev/null || exit 1
    [ ! -f "$state/full" ] || exit 75
    prepare_clip
    case $? in
      0) printf '%s\n' "$outcome" >>"$state/ended" ;;
      1) printf 'quarantined\n' >>"$state/ended" ;;
      *) : >"$state/full" ;;
    esac
    rm -f "$aside".*
  done <"$state/list"
}

# --------------------------------------------------------------------------------------------------------------- the driver

# 37 of 112 clips, 2 quarantined, 0.7 a second, 1 min 47 s left
progress() {
  awk -v total="$total" -v seconds="$(($(date +%s) - started))" '
    { count[$1]++ }
    END {
      worked = count["made"] + count["quarantined"]
      line = NR " of " total " clips"
      if (count["quarantined"]) line = line ", " count["quarantined"] " quarantined"
      if (worked && seconds) {
        rate = worked / seconds
        left = int((total - NR) / rate)
        line = line sprintf(", %.1f a second, ", rate)
        if (left >= 3600) line = line int(left / 3600) " h " int(left % 3600 / 60) " min left"
        else if (left >= 60) line = line int(left / 60) " min " left % 60 " s left"
        else line = line left " s left"
      }
      print line
    }' "$state/ended"
}

# On a terminal a line that is written over, in a log a line every ten seconds.
watch() {
  trap 'kill "$pause" 2>/dev/null; exit 0' TERM
  if [ -t 2 ]; then every=1 form='\rprepare: %s\033[K'; else every=10 form='prepare: %s\n'; fi
  while kill -0 "$driver" 2>/dev/null; do
    sleep "$every" >/dev/null 2>&1 &
    pause=$!
    wait "$pause"
    # shellcheck disable=SC2059 # the form is one of the two above
    printf "$form" "$(progress)" >&2
  done
}

stop() {
  trap '' TERM INT HUP
  # shellcheck disable=SC2086 # these are numbers
  kill $workers $watcher 2>/dev/null
  wait
  rm -rf "$state" "$WORK/clips/".?*".$driver."*
  say "stopped; the next run goes on from here"
  exit "$1"
}

# Every clip of this share with how it ended, in the order of clips.tsv.
summarise() {
  awk -F '\t' -v OFS='\t' -v work="$WORK" '
    BEGIN { print "clip", "state", "stage", "reason", "detail" }
    {
      bad = work "/quarantine/" $1 ".tsv"
      good = work "/done/" $1 ".tsv"
      if ((getline line <good) > 0) print $1, "verified", "-", "-", "-"
      else if ((getline line <bad) > 0) { split(line, part, "\t"); print $1, "quarantined", part[2], part[3], part[4] }
      else print $1, "missing", "-", "-", "-"
      close(good)
      close(bad)
    }' "$state/list" >"$state/summary" && cp "$state/summary" "$summary.part" && mv -f "$summary.part" "$summary"
}

tell_result() {
  awk -F '\t' -v kept="$(grep -c kept "$state/ended")" -v work="$WORK" '
    NR > 1 { count[$2]++ }
    $2 == "quarantined" && shown < 5 { bad[++shown] = "  " $1 ": " $3 ", " $4 ($5 == "-" ? "" : " (" $5 ")") }
    END {
      printf "prepare: %d of %d clips verified, %d of them from before\n", count["verified"], NR - 1, kept
      if (count["quarantined"]) printf "prepare: %d quarantined, see %s/quarantine\n", count["quarantined"], work
      for (i = 1; i <= shown; i++) print bad[i]
      if (count["quarantined"] > shown) print "  and " count["quarantined"] - shown " more"
    }' "$summary" >&2
}

shard=
while [ $# -gt 0 ]; do
  case $1 in
    --shard) shard=${2:-}; shift ;;
    --shard=*) shard=${1#*=} ;;
    -h | --help) sed -n '3,/^$/s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) misused "there is no option $1; --help says which there are" ;;
  esac
  shift
done
if [ -z "$shard" ] && [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then
  shard=$((SLURM_ARRAY_TASK_ID - ${SLURM_ARRAY_TASK_MIN:-0}))/${SLURM_ARRAY_TASK_COUNT:-1}
elif [ -z "$shard" ] && [ -n "${JOB_COMPLETION_INDEX:-}" ]; then
  shard=$JOB_COMPLETION_INDEX/${SHARDS:?is not set: how many indexes does the job have}
fi
shard=${shard:-0/1}
share=${shard%/*} shares=${shard#*/}
case $share/$shares in
  *[!0-9/]* | */*/* | /* | */) misused "a share is written I/N, such as 0/16; this is $shard" ;;
esac
[ "$share" -lt "$shares" ] || misused "the shares of $shares are 0 to $((shares - 1)); this is $share"

[ -f "$HERE/clips.tsv" ] ||
  misused "clips.tsv does not stand beside prepare.sh: scan the clips and compile again"
for program in "$FFMPEG" "$FFPROBE"; do
  command -v "$program" >/dev/null 2>&1 ||
    misused "there is no $program on this machine: install ffmpeg (apt-get install ffmpeg), or set FFMPEG and FFPROBE"
done
FFMPEG_VERSION=$("$FFMPEG" -version | head -n 1)
case $("$FFMPEG" -hide_banner -encoders 2>/dev/null) in
  *libx264*) ;;
  *) misused "$FFMPEG has no libx264 to write clips with" ;;
esac
case $("$FFMPEG" -hide_banner -filters 2>/dev/null) in *zscale*) TONE_MAPS=yes ;; *) TONE_MAPS=no ;; esac
JOBS=${JOBS:-$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)}
case $JOBS in '' | *[!0-9]* | 0) misused "JOBS is a number of clips; this is $JOBS" ;; esac

mkdir -p "$WORK/clips" "$WORK/done" "$WORK/quarantine" || misused "$WORK can not be written"
summary=$WORK/summary.$share-of-$shares.tsv
driver=$$ workers='' watcher=''
state=${TMPDIR:-/tmp}/cogx-prepare.$driver
rm -rf "$state"
mkdir "$state" || misused "$state can not be written: set TMPDIR"
trap 'stop 143' TERM
trap 'stop 130' INT
trap 'stop 129' HUP

awk -F '\t' -v OFS='\t' -v share="$share" -v shares="$shares" \
  'NR > 1 && (NR - 2) % shares == share { print $1, $2, $3, $6, $8 }' "$HERE/clips.tsv" >"$state/list"
total=$(($(wc -l <"$state/list")))
: >"$state/ended"

# Where none of the first clips is found, the wrong folder is likelier than as many lost files.
found=no
while IFS=$TAB read -r clip source _; do
  locate
  [ ! -f "$path" ] || { found=yes; break; }
done <<EOF_CLIPS
$(head -n 20 "$state/list")
EOF_CLIPS
if [ "$found" = no ] && [ "$total" -gt 0 ]; then
  rm -rf "$state"
  misused "$DATA holds none of the clips: run this in the folder of $SOURCE, or set COGX_DATA"
fi

started=$(date +%s)
job=0
while [ "$job" -lt "$JOBS" ]; do
  work "$driver.$job" &
  workers="$workers $!"
  job=$((job + 1))
done
watch &
watcher=$!
# shellcheck disable=SC2086 # these are numbers
wait $workers
kill "$watcher" 2>/dev/null
wait "$watcher" 2>/dev/null
[ ! -t 2 ] || printf '\r\033[K' >&2

summarise || : >"$state/full"
tell_result
verified=$(grep -c "${TAB}verified$TAB" "$summary")
full=no
[ "$(($(wc -l <"$state/ended")))" -eq "$total" ] && [ ! -f "$state/full" ] || full=yes
rm -rf "$state"
[ "$full" = no ] || { say "$WORK is full, or can not be written; make room and run this again"; exit 75; }
[ "$verified" -gt 0 ] || [ "$total" -eq 0 ] || { say 'no clip could be verified'; exit 3; }
