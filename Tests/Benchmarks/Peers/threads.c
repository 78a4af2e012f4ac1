//
// threads.c - POSIX threads doing what ../Runtime does. See README.md.
//
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 9 };

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int compare(const void *left, const void *right) {
  int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
  return (a > b) - (a < b);
}

static void report(const char *name, int count, void (*body)(int)) {
  int64_t times[ROUNDS];
  body(count / 10);
  for (int round = 0; round < ROUNDS; round++) {
    int64_t start = now();
    body(count);
    times[round] = now() - start;
  }
  qsort(times, ROUNDS, sizeof times[0], compare);
  printf("%s %.1f\n", name, (double)times[ROUNDS / 2] / count);
}

static void *yield_half(void *count) {
  for (intptr_t left = (intptr_t)count / 2; left > 0; left--) sched_yield();
  return NULL;
}

static void yield_two(int count) {
  pthread_t other;
  pthread_create(&other, NULL, yield_half, (void *)(intptr_t)count);
  yield_half((void *)(intptr_t)count);
  pthread_join(other, NULL);
}

static void *nothing(void *argument) { return argument; }

static void spawn_join(int count) {
  for (; count > 0; count--) {
    pthread_t thread;
    pthread_create(&thread, NULL, nothing, NULL);
    pthread_join(thread, NULL);
  }
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static volatile int counter;

static void lock(int count) {
  for (; count > 0; count--) {
    pthread_mutex_lock(&mutex);
    counter++;
    pthread_mutex_unlock(&mutex);
  }
}

static pthread_cond_t filled = PTHREAD_COND_INITIALIZER, emptied = PTHREAD_COND_INITIALIZER;
static int slot = -1;

static void *receive(void *count) {
  for (intptr_t left = (intptr_t)count; left > 0; left--) {
    pthread_mutex_lock(&mutex);
    while (slot < 0) pthread_cond_wait(&filled, &mutex);
    slot = -1;
    pthread_cond_signal(&emptied);
    pthread_mutex_unlock(&mutex);
  }
  return NULL;
}

static void hop(int count) {
  pthread_t receiver;
  pthread_create(&receiver, NULL, receive, (void *)(intptr_t)count);
  for (int number = 0; number < count; number++) {
    pthread_mutex_lock(&mutex);
    while (slot >= 0) pthread_cond_wait(&emptied, &mutex);
    slot = number;
    pthread_cond_signal(&filled);
    pthread_mutex_unlock(&mutex);
  }
  pthread_join(receiver, NULL);
}

static void short_sleeps(void) {
  enum { SLEEPS = 500 };
  static int64_t late[SLEEPS];
  for (int index = 0; index < SLEEPS; index++) {
    int64_t deadline = now() + 1000000;
    struct timespec time = {deadline / 1000000000, deadline % 1000000000};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
    late[index] = now() - deadline;
  }
  qsort(late, SLEEPS, sizeof late[0], compare);
  printf("sleep-1ms-late-p50 %.1f\n", (double)late[SLEEPS / 2]);
  printf("sleep-1ms-late-p99 %.1f\n", (double)late[SLEEPS * 99 / 100]);
}

int main(void) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(0, &one);
  sched_setaffinity(0, sizeof one, &one);
  report("yield-two-tasks", 20000, yield_two);
  report("spawn-join", 2000, spawn_join);
  report("mutex", 20000, lock);
  report("mailbox-hop", 5000, hop);
  short_sleeps();
}
