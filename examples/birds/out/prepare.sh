#!/bin/sh
# Made from birds.cogx by: cogx compile birds.cogx
# Makes the samples of birds out of its clips, with ffmpeg; clips.tsv beside this script says how.
#
#   sh prepare.sh                 on this machine, one clip a core
#   sh prepare.sh --shard 3/16    the fourth of sixteen shares; Slurm arrays and indexed Kubernetes jobs are known by themselves
#
# Run it in the folder of birds.cogx, or set COGX_DATA to the root of the clips. Stop it at any time: the next run goes on
# where it stopped, makes again what has changed, and tries again what failed. From the environment:
#   COGX_DATA, COGX_WORK    roots of the clips and of what is made of them
#   TMPDIR                  where a run keeps count; /tmp where unsaid
#   JOBS                    clips at the same time; one a core where unsaid
#   CPU_SECONDS             of processor time, after which ffmpeg is taken to run for ever with a clip; 7200 where unsaid
#   TRIES                   clips that may fail before one succeeds; 20 where unsaid, then the rest is not tried
#   FFMPEG, FFPROBE         other programs than those in PATH; ffmpeg 5.1 or newer
#
# Under WORK it leaves  clips/SAMPLE.mp4        exactly the frames, rate and size below, square pixels, no sound
#                       done/CLIP.tsv           a clip whose samples were all verified
#                       quarantine/CLIP.tsv     a clip that gave none: stage, reason, what ffmpeg said
#                       summary.I-of-N.tsv      all clips of this share
#                       running/                the mark and the half files of a run, while it runs
# Exit: 0 every clip has ended and one at least is verified; 3 none is; 75 the disk is full; 143, 130, 129 stopped;
# 2 used wrongly, or another run is at work on these clips.

set -u
LC_ALL=C
export LC_ALL
# They change what ffmpeg says, by which its version and its complaints are known.
unset FFREPORT AV_LOG_FORCE_COLOR

SOURCE=birds.cogx
NAME=birds
FRAMES=81
RATE=16/1
WIDTH=1360
HEIGHT=768
DATA=.
WORK=work

HERE=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
DATA=${COGX_DATA:-$DATA}
WORK=${COGX_WORK:-$WORK}/$NAME
case $WORK in -*) WORK=./$WORK ;; esac
FFMPEG=${FFMPEG:-ffmpeg}
FFPROBE=${FFPROBE:-ffprobe}
CPU_SECONDS=${CPU_SECONDS:-7200}
TRIES=${TRIES:-20}

# Counts up when this script makes something else out of the same line of clips.tsv.
REVISION=2
# No playlist and no network: a text file named x.mp4 can point elsewhere.
CONTAINERS=mov,matroska,avi,mpegts,mpeg,gif,flv,asf,ogg,mxf
# A third of the time of a slow preset, and sharper; the disk pays for it. One thread: the bytes depend on their number.
ENCODER='-c:v libx264 -preset ultrafast -crf 16 -g 8 -threads 1'
TAB=$(printf '\t')

say() { printf 'prepare: %s\n' "$*" >&2; }
misused() { say "$*"; exit 2; }

if command -v sha256sum >/dev/null 2>&1; then SHA256=sha256sum; else SHA256='shasum -a 256'; fi

# Size, first and last MiB, as the inventory has them.
fingerprint() {
  read -r _ _ _ _ size _ <<EOF_SIZE
$(ls -Lnd -- "$1")
EOF_SIZE
  { printf '%s\n' "$size"; head -c 1048576 <"$1"; tail -c 1048576 <"$1"; } | $SHA256
}

# The place of $source, in $path: below DATA, unless its author wrote an absolute path.
locate() {
  path=$source
  case $path in *\\*) path=$(printf '%b_' "$source") && path=${path%_} ;; esac
  case $path in /*) ;; *) path=$DATA/$path ;; esac
}

# The disk is called full before it is: a file that finds no room may leave no word about it.
disk_is_full() {
  room=$(df -Pk "$WORK" 2>/dev/null | awk 'NR == 2 { print $4 }')
  [ "${room:-99999}" -lt 2048 ]
}

# ---------------------------------------------------------------------------------------------------------------- one clip
# Every function of this part returns 0 made or kept, 1 quarantined, 75 disk full.

# The first line of ffmpeg, which names the cause, and the last; without addresses, which differ from run to run.
complaint() {
  awk 'NR == 1 { first = $0 } END { if (first == $0) print; else print first " ... " $0 }' "$errors" |
    tr '\t\r' '  ' | sed 's/ @ 0x[0-9a-f]*//g' | cut -c 1-300
}

# ffmpeg may end with 0 where only the last bytes of a file find no room.
found_no_room() { grep -q -e 'No space left on device' -e 'Disk quota exceeded' -e 'File too large' "$errors"; }

# The record first: what has none counts as not made. A run that was killed may have left samples without one.
remove_samples() {
  if [ -f "$WORK/done/$clip.tsv" ]; then
    IFS=$TAB read -r _ _ old _ <"$WORK/done/$clip.tsv"
    set -- "$WORK/done/$clip.tsv"
    while [ "${old:-0}" -gt 0 ]; do
      old=$((old - 1))
      set -- "$@" "$WORK/clips/$clip.w$old.mp4"
    done
    rm -f "$@"
  elif [ -f "$WORK/clips/$clip.w0.mp4" ]; then
    rm -f "$WORK/clips/$clip".w*.mp4
  fi
}

# A worker that outlives its run has no say any more: the run after it may be at work on the same clip.
must_be_alive() { kill -0 "$driver" 2>/dev/null && [ -d "$claim" ] || exit 1; }

# quarantine STAGE REASON DETAIL
quarantine() {
  must_be_alive
  if disk_is_full; then return 75; fi
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
  # shellcheck disable=SC3045 # POSIX knows it only for files; dash, bash and busybox know the rest
  (ulimit -t "$CPU_SECONDS" 2>/dev/null; exec "$FFMPEG" "$@") 2>"$errors" </dev/null &
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
  must_be_alive
  remove_samples
  window=0
  while [ "$window" -lt "$windows" ]; do
    mv -f "$aside.w$window.mp4" "$WORK/clips/$clip.w$window.mp4" || return 75
    window=$((window + 1))
  done
  # encode.py looks whether the last two are still those of clips.tsv.
  key=$(printf '%s\n' "$MAKER" "$fingerprint" "$graph" | $SHA256)
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "${key%% *}" "$clip" "$windows" "$MAKER" "$fingerprint" "$graph" >"$aside.record" ||
    return 75
  mv -f "$aside.record" "$WORK/done/$clip.tsv" || return 75
  [ ! -f "$WORK/quarantine/$clip.tsv" ] || rm -f "$WORK/quarantine/$clip.tsv"
}

# Made by this script and this ffmpeg, out of this very clip, as clips.tsv has it today.
is_done() {
  [ -f "$WORK/done/$clip.tsv" ] || return 1
  IFS=$TAB read -r _ _ _ maker made_of made_by <"$WORK/done/$clip.tsv"
  [ "$maker $made_of $made_by" = "$MAKER $fingerprint $graph" ] || return 1
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
  if [ -r "$path" ] && [ -f "$path" ]; then
    case $(fingerprint "$path") in
      "$fingerprint "*) ;;
      *) quarantine open changed 'it is not the file that cogx scan saw'; return ;;
    esac
  fi
  # Footage that was put away takes nothing away that was made of it.
  if is_done; then
    outcome=kept
    return 0
  fi
  [ -f "$path" ] || { quarantine open not-a-file "$source"; return; }
  [ -r "$path" ] || { quarantine open no-permission "$source"; return; }
  case $graph in
    *zscale=*) [ "$TONE_MAPS" = yes ] || { quarantine encode no-tone-mapping 'this ffmpeg has no zscale'; return; } ;;
  esac
  encode || { encode_failed "$?"; return; }
  # Lost bytes are painted over, and the exit status does not tell.
  if [ -s "$errors" ]; then
    if found_no_room; then return 75; fi
    quarantine encode damaged "$(complaint)"
    return
  fi
  window=0
  while [ "$window" -lt "$windows" ]; do
    verify "$aside.w$window.mp4" || { quarantine verify wrong "$(printf %s "$found" | tr '\t\n' '  ')"; return; }
    window=$((window + 1))
  done
  publish
}

encode_failed() {
  # Ctrl-C reaches ffmpeg too, which then ends with 255; the word to stop is on its way here.
  if [ "$1" -eq 255 ]; then
    sleep 1 &
    wait "$!"
  fi
  if found_no_room; then return 75; fi
  case $1 in
    137) quarantine encode killed "out of memory, or more than $CPU_SECONDS s of processor time" ;;
    *) quarantine encode "exit-$1" "$(complaint)" ;;
  esac
}

# ------------------------------------------------------------------------------------------------------------- one worker

stop_worker() {
  trap '' TERM
  [ -z "$encoding" ] || kill "$encoding" 2>/dev/null
  wait
  exit 143
}

# The next clip that nobody has taken: under -C a file is made once.
take() {
  set -C
  true >"$state/$number"
  taken=$?
  set +C
  return "$taken"
} 2>/dev/null

# work NUMBER
work() {
  aside=$claim/$1 errors=$state/errors.$1 encoding='' number=0
  trap stop_worker TERM
  while IFS=$TAB read -r clip source fingerprint windows graph; do
    number=$((number + 1))
    take || continue
    must_be_alive
    [ ! -f "$state/full" ] || exit 75
    [ ! -f "$state/hopeless" ] || exit 3
    prepare_clip
    case $? in
      0)
        printf '%s\n' "$outcome" >>"$state/ended"
        [ -f "$state/good" ] || : >"$state/good"
        ;;
      1)
        printf 'quarantined\n' >>"$state/ended"
        [ -f "$state/good" ] || [ "$(wc -l <"$state/ended")" -lt "$TRIES" ] || : >"$state/hopeless"
        ;;
      *) : >"$state/full" ;;
    esac
    # A clip that was kept has left nothing.
    [ "$outcome" = kept ] || rm -f "$aside".*
  done <"$state/queue"
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
        line = line (rate < 0.5 ? sprintf(", %.1f a minute, ", 60 * rate) : sprintf(", %.1f a second, ", rate))
        if (left >= 3600) line = line int(left / 3600) " h " int(left % 3600 / 60) " min left"
        else if (left >= 60) line = line int(left / 60) " min " left % 60 " s left"
        else line = line left " s left"
      }
      print line
    }' "$state/ended"
}

# On a terminal a line that is written over, in a log a line every ten seconds. The mark of this run has its pulse from here.
watch() {
  trap 'kill "$pause" 2>/dev/null; exit 0' TERM
  if [ -t 2 ]; then every=1 form='\rprepare: %s\033[K'; else every=5 form='prepare: %s\n'; fi
  beats=0
  while kill -0 "$driver" 2>/dev/null; do
    sleep "$every" >/dev/null 2>&1 &
    pause=$!
    wait "$pause"
    beats=$((beats + 1))
    [ ! -d "$claim" ] || echo "$beats" >"$claim/pulse"
    # shellcheck disable=SC2059 # the form is one of the two above
    if [ -t 2 ] || [ "$((beats % 2))" -eq 0 ]; then printf "$form" "$(progress)" >&2; fi
  done
}

stop() {
  trap '' TERM INT HUP
  # shellcheck disable=SC2086 # these are numbers
  kill $workers $watcher 2>/dev/null
  wait
  leave
  say "stopped; the next run goes on from here"
  exit "$1"
}

leave() {
  rm -rf "$state" "$claim"
  rmdir "$WORK/running" 2>/dev/null
}

# Whether $other is a run that may touch the clips of this one: the same share, or a share of another number of them.
is_rival() {
  case ${other##*/} in "$share-of-$shares."*) ;; *-of-"$shares."*) return 1 ;; esac
  [ -d "$other" ] && [ "$other" != "$claim" ]
}

# A run that was killed leaves its mark behind. On this host its process is gone; elsewhere its pulse stands still.
is_gone() {
  process=${other##*.}
  case ${other%.*} in *."$HOST") ! kill -0 "$process" 2>/dev/null ;; *) return 1 ;; esac
}

# Two runs that work on the same clips would publish over each other. Of two that start together the first by name goes on.
claim_share() {
  rm -rf "$claim"
  mkdir -p "$claim" || { leave; misused "$WORK can not be written"; }
  patience=0
  while echo "waiting $patience" >"$claim/pulse" && [ "$patience" -lt 20 ]; do
    rival='' after=no
    for other in "$WORK/running/"*; do
      [ "$other" != "$claim" ] || after=yes
      is_rival || continue
      if is_gone; then rm -rf "$other"; continue; fi
      rival=${other##*/}
      pulse=$(cat "$other/pulse" 2>/dev/null)
      case $after-$pulse in
        yes-waiting*) continue ;;
      esac
      if [ ! -f "$state/$rival" ]; then
        printf '%s\n' "$pulse" >"$state/$rival"
      elif [ "$pulse" != "$(cat "$state/$rival")" ]; then
        leave
        misused "another run is at work on these clips: $WORK/running/$rival (share, host, process)"
      fi
    done
    [ -n "$rival" ] || return 0
    [ "$patience" -gt 0 ] || say "$WORK/running/$rival: looking whether that run is alive"
    patience=$((patience + 1))
    sleep 1
  done
  for other in "$WORK/running/"*; do
    ! is_rival || rm -rf "$other"
  done
}

# Every clip of this share with how it ended, in the order of clips.tsv.
summarise() {
  awk -F '\t' -v OFS='\t' -v work="$WORK" -v maker="$MAKER" '
    BEGIN { print "clip", "state", "stage", "reason", "detail" }
    {
      bad = work "/quarantine/" $1 ".tsv"
      good = work "/done/" $1 ".tsv"
      split("", made)
      if ((getline line <good) > 0) split(line, made, "\t")
      if (made[4] == maker && made[5] == $3 && made[6] == $5) print $1, "verified", "-", "-", "-"
      else if ((getline line <bad) > 0) { split(line, part, "\t"); print $1, "quarantined", part[2], part[3], part[4] }
      else print $1, "untried", "-", "-", "-"
      close(good)
      close(bad)
    }' "$state/list" >"$state/summary" && cp "$state/summary" "$claim/summary" && mv -f "$claim/summary" "$summary"
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
    }' "$state/summary" >&2
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
  *[!0-9/]* | */*/* | /* | */ | */0) misused "a share is written I/N, such as 0/16; this is $shard" ;;
esac
[ "$share" -lt "$shares" ] || misused "the shares of $shares are 0 to $((shares - 1)); this is $share"
while :; do case $share in 0?*) share=${share#0} ;; *) break ;; esac; done

# number NAME VALUE LEAST
number() {
  case $2 in '' | *[!0-9]*) misused "$1 is a whole number; this is $2" ;; esac
  [ "$2" -ge "$3" ] || misused "$1 is $3 or more; this is $2"
}

# As many as this process may use: a container is often given fewer than the machine has.
cores() {
  all=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
  quota=max period=1
  [ ! -r /sys/fs/cgroup/cpu.max ] || read -r quota period </sys/fs/cgroup/cpu.max
  [ "$quota" = max ] || quota=$(((quota + period - 1) / period))
  if [ "$quota" != max ] && [ "$quota" -lt "$all" ]; then echo "$quota"; else echo "$all"; fi
}

[ -f "$HERE/clips.tsv" ] ||
  misused "clips.tsv does not stand beside prepare.sh: scan the clips and compile again"
for program in "$FFMPEG" "$FFPROBE"; do
  command -v "$program" >/dev/null 2>&1 ||
    misused "there is no $program on this machine: install ffmpeg (apt-get install ffmpeg), or set FFMPEG and FFPROBE"
done
# Its version stands above the list: one start, where a shared build takes a tenth of a second to start.
encoders=$("$FFMPEG" -encoders 2>&1 </dev/null)
FFMPEG_VERSION=$(printf '%s\n' "$encoders" | head -n 1)
case ${FFMPEG_VERSION#ffmpeg version } in
  [0-4].* | n[0-4].* | 5.0* | n5.0*) misused "$FFMPEG is older than 5.1: $FFMPEG_VERSION" ;;
esac
case $encoders in
  *' libx264 '*) ;;
  *) misused "$FFMPEG has no libx264 to write clips with" ;;
esac
TONE_MAPS=yes
! grep -q zscale= "$HERE/clips.tsv" || "$FFMPEG" -hide_banner -filters 2>/dev/null | grep -q zscale || TONE_MAPS=no
JOBS=${JOBS:-$(cores)}
number JOBS "$JOBS" 1
number CPU_SECONDS "$CPU_SECONDS" 1
number TRIES "$TRIES" 1
MAKER=$(printf '%s\n' "$REVISION" "$FFMPEG_VERSION" "$ENCODER" | $SHA256)
MAKER=${MAKER%% *}
HOST=$(uname -n | tr -c 'A-Za-z0-9\n-' -)

summary=$WORK/summary.$share-of-$shares.tsv
driver=$$ workers='' watcher=''
claim=$WORK/running/$share-of-$shares.$HOST.$driver
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
  if [ -f "$path" ] || [ -f "$WORK/done/$clip.tsv" ]; then found=yes; break; fi
done <<EOF_CLIPS
$(head -n 20 "$state/list")
EOF_CLIPS
if [ "$found" = no ] && [ "$total" -gt 0 ]; then
  rm -rf "$state"
  misused "$DATA holds none of the clips: run this in the folder of $SOURCE, or set COGX_DATA"
fi

# Not before: a run in the wrong folder leaves nothing there.
mkdir -p "$WORK/clips" "$WORK/done" "$WORK/quarantine" || { leave; misused "$WORK can not be written"; }
claim_share
# What failed before comes last: it may fail again, and the rest need not wait for it.
awk -F '\t' -v bad="$WORK/quarantine" -v failed="$state/failed" \
  '(getline line <(bad "/" $1 ".tsv")) > 0 { print >failed; close(bad "/" $1 ".tsv"); next } 1' "$state/list" >"$state/queue"
[ ! -f "$state/failed" ] || cat "$state/failed" >>"$state/queue"

started=$(date +%s)
job=0
while [ "$job" -lt "$JOBS" ]; do
  work "$job" &
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

[ -d "$claim" ] || { rm -rf "$state"; misused "$claim is gone: another run has taken over, or somebody has removed it"; }
summarise || : >"$state/full"
tell_result
verified=$(grep -c "${TAB}verified$TAB" "$state/summary")
result=0
if [ -f "$state/hopeless" ]; then result=3
elif [ -f "$state/full" ] || [ "$(($(wc -l <"$state/ended")))" -lt "$total" ]; then result=75
elif [ "$verified" -eq 0 ] && [ "$total" -gt 0 ]; then result=3
fi
[ ! -f "$state/hopeless" ] || say "the first $TRIES clips all failed, so the rest is not tried: does this ffmpeg read them?"
leave
case $result in
  75) say "$WORK is full, or can not be written; make room and run this again" ;;
  3) say 'no clip could be verified' ;;
esac
[ "$result" -eq 0 ] || exit "$result"
