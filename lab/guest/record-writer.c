/*
 * The application of the lab: appends numbered records, each acknowledged by fdatasync before the next.
 *
 *   record-writer append FILE STATUS    until SIGTERM; STATUS is one line, kept current (put it on tmpfs);
 *                                       SIGUSR1 starts a new window for the worst stall
 *   record-writer check FILE COUNT      reads COUNT records with O_DIRECT; exit 0 only if all are whole
 *   record-writer resume FILE SEEN WHO  goes on after the last whole record, at an application's pace; SEEN.START
 *                                       is one line, kept current: what this start of WHO has acknowledged
 *   record-writer tell FILE             reads all signed records with O_DIRECT: one line of JSON per stretch
 *
 * A record is 32 bytes: 12 digits, a space, 18 hex digits of a mix of the number, a newline. A signed one is 64: number,
 * who wrote it, when that writer started, when it was written (wall clock, ms), a mix of all that, a newline.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { RECORD = 32, SIGNED = 64, TEXT = 50, CHUNK = 1 << 20, PACE_MS = 20 };

static volatile sig_atomic_t stop, new_window;
static void on_term(int signal_number) { (void)signal_number; stop = 1; }
static void on_window(int signal_number) { (void)signal_number; new_window = 1; }

static double now_ms(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void render(char *out, long long number) {
  uint64_t mixed = ((uint64_t)number + 1) * 0x9E3779B97F4A7C15ull;
  char text[RECORD + 8];
  snprintf(text, sizeof text, "%012lld %018llx\n", number, (unsigned long long)(mixed ^ (mixed >> 29)));
  memcpy(out, text, RECORD);
}

struct stall {
  double ms, at_ms; /* the worst gap between two acknowledgements, and the wall clock at which it began */
};

struct progress {
  long long acknowledged;
  struct stall ever, window;
  long windows;
  int error;
};

static void publish(int fd, const struct progress *p, const char *state) {
  char text[224];
  int length = snprintf(text, sizeof text,
                        "{\"state\":\"%s\",\"acknowledged\":%lld,\"worstStallMs\":%.0f,\"window\":{\"number\":%ld,"
                        "\"worstStallMs\":%.0f,\"worstAtMs\":%.0f},\"errno\":%d}",
                        state, p->acknowledged, p->ever.ms, p->windows, p->window.ms, p->window.at_ms, p->error);
  memset(text + length, ' ', sizeof text - length - 1);
  text[sizeof text - 1] = '\n';
  if (pwrite(fd, text, sizeof text, 0) != (ssize_t)sizeof text) { perror("status"); exit(3); }
}

static void keep_worst(struct stall *worst, double gap) {
  if (gap <= worst->ms) return;
  worst->ms = gap;
  worst->at_ms = now_ms(CLOCK_REALTIME) - gap;
}

static void measure(struct progress *p, double *last) {
  double now = now_ms(CLOCK_MONOTONIC);
  if (new_window) {
    new_window = 0;
    p->windows++;
    p->window = (struct stall){0};
  }
  keep_worst(&p->ever, now - *last);
  keep_worst(&p->window, now - *last);
  *last = now;
}

static int append(const char *file, const char *status_file) {
  int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  int status = open(status_file, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (fd < 0 || status < 0) { perror(fd < 0 ? file : status_file); return 3; }
  struct progress p = {0};
  double last = now_ms(CLOCK_MONOTONIC);
  char record[RECORD];
  while (!stop) {
    render(record, p.acknowledged);
    ssize_t written = pwrite(fd, record, RECORD, p.acknowledged * RECORD);
    if (written != RECORD || fdatasync(fd)) { p.error = written >= 0 && written != RECORD ? EIO : errno; break; }
    p.acknowledged++;
    measure(&p, &last);
    publish(status, &p, "running");
  }
  measure(&p, &last);
  publish(status, &p, p.error ? "failed" : "stopped");
  return p.error ? 1 : 0;
}

static int check(const char *file, long long count) {
  int fd = open(file, O_RDONLY | O_DIRECT);
  char *chunk, expected[RECORD];
  if (fd < 0 || posix_memalign((void **)&chunk, 4096, CHUNK)) { perror(file); return 3; }
  long long missing = 0, torn = 0;
  for (long long number = 0; number < count;) {
    memset(chunk, 0, CHUNK);
    ssize_t length = pread(fd, chunk, CHUNK, number * RECORD);
    if (length < 0) { perror("read"); return 3; }
    for (int at = 0; at < CHUNK && number < count; at += RECORD, number++) {
      static const char hole[RECORD];
      render(expected, number);
      if (!memcmp(chunk + at, hole, RECORD)) missing++;
      else if (memcmp(chunk + at, expected, RECORD)) torn++;
    }
  }
  printf("{\"records\":%lld,\"missing\":%lld,\"torn\":%lld}\n", count, missing, torn);
  return missing + torn ? 1 : 0;
}

struct writer {
  char name[9];
  long long started; /* wall clock, ms */
};

static long long wall_ms(void) { return (long long)now_ms(CLOCK_REALTIME); }

static unsigned long long mix_of(const char *text) {
  uint64_t mixed = 0xcbf29ce484222325ull;
  for (int at = 0; at < TEXT; at++) mixed = (mixed ^ (unsigned char)text[at]) * 0x100000001b3ull;
  return mixed & 0xfffffffffffffull;
}

static void sign(char *out, long long number, const struct writer *by) {
  char text[SIGNED + 32];
  snprintf(text, sizeof text, "%012lld %-8.8s %013lld %013lld ", number, by->name, by->started, wall_ms());
  snprintf(text + TEXT, sizeof text - TEXT, "%013llx\n", mix_of(text));
  memcpy(out, text, SIGNED);
}

/* Whether it is the whole record of that number; then by whom, and when. */
static int is_signed(const char *text, long long number, struct writer *by, long long *at) {
  char line[SIGNED + 1] = {0}, mixed[16];
  memcpy(line, text, SIGNED);
  long long found;
  snprintf(mixed, sizeof mixed, "%013llx\n", mix_of(line));
  return sscanf(line, "%12lld %8s %13lld %13lld", &found, by->name, &by->started, at) == 4 && found == number &&
         !memcmp(line + TEXT, mixed, SIGNED - TEXT);
}

static long long next_number(int fd) {
  struct writer by;
  char text[SIGNED];
  long long at, number = lseek(fd, 0, SEEK_END) / SIGNED;
  while (number > 0 && (pread(fd, text, SIGNED, (number - 1) * SIGNED) != SIGNED || !is_signed(text, number - 1, &by, &at)))
    number--;
  return number;
}

struct seen {
  struct writer by;
  long long first, next, first_at, last_at; /* acknowledged: [first, next), between these */
};

static void publish_seen(int fd, const struct seen *s, int error) {
  char text[256];
  int length = snprintf(text, sizeof text,
                        "{\"writer\":\"%s\",\"started\":%lld,\"first\":%lld,\"next\":%lld,\"firstAt\":%lld,\"lastAt\":%lld,"
                        "\"errno\":%d}",
                        s->by.name, s->by.started, s->first, s->next, s->first_at, s->last_at, error);
  memset(text + length, ' ', sizeof text - length - 1);
  text[sizeof text - 1] = '\n';
  if (pwrite(fd, text, sizeof text, 0) != (ssize_t)sizeof text) { perror("seen"); exit(3); }
}

static int resume(const char *file, const char *seen_file, const char *who) {
  struct seen s = {.by.started = wall_ms()};
  char path[4096], record[SIGNED];
  snprintf(s.by.name, sizeof s.by.name, "%s", who);
  snprintf(path, sizeof path, "%s.%lld", seen_file, s.by.started);
  int fd = open(file, O_RDWR | O_CREAT, 0644);
  if (fd < 0) { perror(file); return 3; }
  int seen = open(path, O_WRONLY | O_CREAT | O_EXCL, 0644);
  if (seen < 0) { perror(path); return 3; }
  s.first = s.next = next_number(fd);
  int error = 0;
  publish_seen(seen, &s, error);
  const struct timespec pace = {.tv_nsec = PACE_MS * 1000000};
  while (!stop) {
    sign(record, s.next, &s.by);
    ssize_t written = pwrite(fd, record, SIGNED, s.next * SIGNED);
    if (written != SIGNED || fdatasync(fd)) { error = written >= 0 && written != SIGNED ? EIO : errno; break; }
    s.last_at = wall_ms();
    if (s.next++ == s.first) s.first_at = s.last_at;
    publish_seen(seen, &s, error);
    nanosleep(&pace, NULL);
  }
  publish_seen(seen, &s, error);
  return error ? 1 : 0;
}

static void print_stretch(const struct seen *s) {
  if (s->next > s->first)
    printf("{\"writer\":\"%s\",\"started\":%lld,\"first\":%lld,\"next\":%lld,\"firstAt\":%lld,\"lastAt\":%lld}\n", s->by.name,
           s->by.started, s->first, s->next, s->first_at, s->last_at);
}

static int tell(const char *file) {
  int fd = open(file, O_RDONLY | O_DIRECT);
  char *chunk;
  if (fd < 0 || posix_memalign((void **)&chunk, 4096, CHUNK)) { perror(file); return 3; }
  struct seen s = {0};
  long long number = 0;
  for (ssize_t length = CHUNK; length == CHUNK;) {
    length = pread(fd, chunk, CHUNK, number * SIGNED);
    if (length < 0) { perror("read"); return 3; }
    for (int from = 0; from + SIGNED <= length; from += SIGNED, number++) {
      struct writer by = {0};
      long long at = 0;
      if (!is_signed(chunk + from, number, &by, &at)) { by = (struct writer){0}; at = 0; }
      if (strcmp(by.name, s.by.name) || by.started != s.by.started || number == 0) {
        print_stretch(&s);
        s = (struct seen){.by = by, .first = number, .first_at = at};
      }
      s.next = number + 1;
      s.last_at = at;
    }
  }
  print_stretch(&s);
  return 0;
}

int main(int count, char **words) {
  struct sigaction action = {.sa_handler = on_term};
  sigaction(SIGTERM, &action, NULL);
  action.sa_handler = on_window;
  sigaction(SIGUSR1, &action, NULL);
  if (count == 4 && !strcmp(words[1], "append")) return append(words[2], words[3]);
  if (count == 4 && !strcmp(words[1], "check")) return check(words[2], atoll(words[3]));
  if (count == 5 && !strcmp(words[1], "resume")) return resume(words[2], words[3], words[4]);
  if (count == 3 && !strcmp(words[1], "tell")) return tell(words[2]);
  fprintf(stderr, "usage: record-writer append FILE STATUS | check FILE COUNT | resume FILE SEEN WHO | tell FILE\n");
  return 2;
}
