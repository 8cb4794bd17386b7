/*
 * The application of the lab: appends numbered records, each acknowledged by fdatasync before the next.
 *
 *   record-writer append FILE STATUS    until SIGTERM; STATUS is one line, kept current (put it on tmpfs);
 *                                       SIGUSR1 starts a new window for the worst stall
 *   record-writer check FILE COUNT      reads COUNT records with O_DIRECT; exit 0 only if all are whole
 *
 * A record is 32 bytes: 12 digits, a space, 18 hex digits of a mix of the number, a newline.
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

enum { RECORD = 32, CHUNK = 1 << 20 };

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

int main(int count, char **words) {
  struct sigaction action = {.sa_handler = on_term};
  sigaction(SIGTERM, &action, NULL);
  action.sa_handler = on_window;
  sigaction(SIGUSR1, &action, NULL);
  if (count == 4 && !strcmp(words[1], "append")) return append(words[2], words[3]);
  if (count == 4 && !strcmp(words[1], "check")) return check(words[2], atoll(words[3]));
  fprintf(stderr, "usage: record-writer append FILE STATUS | check FILE COUNT\n");
  return 2;
}
