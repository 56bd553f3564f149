/* Many screens that watch one broadcast over TLS, at the pace of players and with their patience; see README.md.

       viewers PORT VIEWERS SECONDS JOINING PREFIX RENDITION

   They come within JOINING seconds, but no faster than they are let in: at most CROWD are at the door at once. SECONDS
   begin when all have joined, or when PATIENCE is over. Only this machine (127.0.0.1) is ever asked. What came of it is printed as JSON. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CROWD = 400, BUFFER = 8192, AT_JOIN = 3, PENDING = 16, NUMBERS = 100000, SHARED = 1 << 17 };
static const double NEVER = 1e18, BEAT_EVERY = 15, TRY_AGAIN = 1, LOOK = .005, PATIENCE = 120;

enum doing { AWAY, CONNECTING, SHAKING, IDLE, ASKING };
enum what { PLAYLIST, SEGMENT, BEAT, KINDS };

struct viewer {
  int fd;
  SSL *ssl;
  enum doing doing;
  enum what what;
  char out[320];
  int out_length, out_sent;
  char in[BUFFER];              /* the head of an answer; a playlist's body too */
  int in_length;
  bool in_body;
  int status;
  long length, left;
  uint64_t hash, word;
  int word_bytes;
  double asked, next_playlist, next_beat;
  int pending[PENDING];         /* segments of the playlist that it does not have yet */
  double pending_seconds[PENDING];
  int pending_count, last;      /* last: number of the newest segment known, -1 before the first */
  int got;
  double play_began, fetched;   /* seconds of picture that came */
  bool joined;
  char token[25];
};

struct lasted { float *each; size_t count, room; };

static struct viewer *all;
static double *due;             /* beside the viewers, so that looking through all of them is quick */
static struct { bool known; long length; uint64_t hash; } segments[NUMBERS];
static struct lasted lasted[KINDS];
static long joined, late, stalls, lost, refused, wrong, answers[KINDS];
static unsigned long long bytes;
static double target = 0, all_joined = 0;
static int port, poll_fd;
static const char *prefix, *rendition;
static SSL_CTX *tls;
static char shared[SHARED];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static void note(struct lasted *list, double seconds) {
  if (list->count == list->room) {
    list->room = list->room ? list->room * 2 : 4096;
    list->each = realloc(list->each, list->room * sizeof *list->each);
  }
  list->each[list->count++] = (float)seconds;
}

static void let_go(struct viewer *v) {
  if (v->ssl) SSL_free(v->ssl);
  if (v->fd >= 0) close(v->fd);
  v->ssl = NULL;
  v->fd = -1;
  v->doing = AWAY;
}

/* A player whose connection breaks opens another. */
static void lose(struct viewer *v) {
  lost++;
  let_go(v);
  due[v - all] = now() + TRY_AGAIN;
}

static void begin(struct viewer *v) {
  struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  v->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  due[v - all] = NEVER;
  if (v->fd < 0 || (connect(v->fd, (struct sockaddr *)&there, sizeof there) && errno != EINPROGRESS)) {
    lose(v);
    return;
  }
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = v};
  epoll_ctl(poll_fd, EPOLL_CTL_ADD, v->fd, &event);
  v->doing = CONNECTING;
}

static void ask(struct viewer *v, enum what what) {
  char path[160];
  double t = now();
  v->what = what;
  if (what == PLAYLIST) {
    snprintf(path, sizeof path, "GET /live/%s/%s/now.m3u8", prefix, rendition);
    v->next_playlist = t + (target ? target : 2);
  } else if (what == SEGMENT) {
    snprintf(path, sizeof path, "GET /live/%s/%s/%06d.ts", prefix, rendition, v->pending[0]);
  } else {
    double shown = t - v->play_began < v->fetched ? t - v->play_began : v->fetched;
    snprintf(path, sizeof path, "POST /beat/%s/%s/%.0f", prefix, v->token, shown * 1000);
    v->next_beat = t + BEAT_EVERY;
  }
  v->out_length = snprintf(v->out, sizeof v->out, "%s HTTP/1.1\r\nHost: localhost:%d\r\n%s\r\n", path, port,
                           what == BEAT ? "Content-Length: 0\r\n" : "");
  v->out_sent = v->in_length = v->word_bytes = 0;
  v->in_body = false;
  v->hash = 14695981039346656037u;
  v->word = 0;
  v->asked = t;
  v->doing = ASKING;
}

/* FNV-1a over words of eight bytes: quick, and different when bytes stand in another order. */
static void mix(struct viewer *v, const char *data, long n) {
  while (n) {
    if (v->word_bytes == 0 && n >= 8) {
      uint64_t word;
      memcpy(&word, data, 8);
      v->hash = (v->hash ^ word) * 1099511628211u;
      data += 8;
      n -= 8;
      continue;
    }
    v->word |= (uint64_t)(unsigned char)*data++ << (8 * v->word_bytes++);
    n--;
    if (v->word_bytes == 8) {
      v->hash = (v->hash ^ v->word) * 1099511628211u;
      v->word = 0;
      v->word_bytes = 0;
    }
  }
}

static void read_playlist(struct viewer *v) {
  char *body = strstr(v->in, "\r\n\r\n") + 4, *line = body, *rest;
  int numbers[512], count = 0;
  double seconds[512], length = 0;
  for (line = strtok_r(body, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
    int number, end = 0;
    if (sscanf(line, "#EXT-X-TARGETDURATION:%lf", &target) == 1) continue;
    if (sscanf(line, "#EXTINF:%lf", &length) == 1) continue;
    if (sscanf(line, "%6d.ts%n", &number, &end) == 1 && end && count < 512) {
      numbers[count] = number;
      seconds[count++] = length;
    }
  }
  int first = v->last < 0 && count > AT_JOIN ? count - AT_JOIN : 0;
  bool found = false;
  for (int i = first; i < count; i++) {
    if (numbers[i] <= v->last || numbers[i] >= NUMBERS || v->pending_count == PENDING) continue;
    v->pending[v->pending_count] = numbers[i];
    v->pending_seconds[v->pending_count++] = seconds[i];
    v->last = numbers[i];
    found = true;
  }
  /* RFC 8216, 6.3.4: half as long when nothing has changed. */
  if (!found) v->next_playlist = v->asked + target / 2;
}

static void have_segment(struct viewer *v, double t) {
  int number = v->pending[0];
  double seconds = v->pending_seconds[0];
  v->pending_count--;
  memmove(v->pending, v->pending + 1, v->pending_count * sizeof *v->pending);
  memmove(v->pending_seconds, v->pending_seconds + 1, v->pending_count * sizeof *v->pending_seconds);
  mix(v, "\0\0\0\0\0\0\0", v->word_bytes ? 8 - v->word_bytes : 0);
  if (!segments[number].known) {
    segments[number].known = true;
    segments[number].length = v->length;
    segments[number].hash = v->hash;
  } else if (segments[number].length != v->length || segments[number].hash != v->hash) {
    wrong++;
  }
  if (t - v->asked > target) late++;
  if (v->joined && t > v->play_began + v->fetched) {
    stalls++;
    v->play_began = t - v->fetched;
  }
  v->fetched += seconds;
  if (++v->got == AT_JOIN) {
    v->joined = true;
    joined++;
    v->play_began = t;
    v->next_beat = t;
  }
}

static void answered(struct viewer *v) {
  double t = now();
  bool well = v->status == (v->what == BEAT ? 204 : 200);
  note(&lasted[v->what], t - v->asked);
  if (!well) refused++;
  else answers[v->what]++;
  if (v->what == PLAYLIST && well) read_playlist(v);
  if (v->what == SEGMENT && well) have_segment(v, t);
  if (v->what == SEGMENT && !well) v->pending_count = 0;
  v->doing = IDLE;
}

/* More bytes of an answer. False when it can't be understood. */
static bool take(struct viewer *v, const char *data, long n) {
  if (!v->in_body) {
    long part = n < BUFFER - 1 - v->in_length ? n : BUFFER - 1 - v->in_length;
    memcpy(v->in + v->in_length, data, part);
    v->in_length += part;
    v->in[v->in_length] = 0;
    char *end = strstr(v->in, "\r\n\r\n");
    if (!end) return v->in_length < BUFFER - 1;
    char *length = strcasestr(v->in, "\r\ncontent-length:");
    v->status = atoi(v->in + 9);
    v->length = length && length < end ? atol(length + 17) : 0;
    long head = end + 4 - v->in, before = v->in_length - part;
    v->left = v->length;
    v->in_body = true;
    if (v->what == PLAYLIST) {  /* stays in one piece */
      v->left -= v->in_length - head;
    } else {
      v->in_length = 0;
      data += head - before;
      n -= head - before;
      mix(v, data, n);
      v->left -= n;
    }
  } else {
    if (v->what == PLAYLIST) {
      if (v->in_length + n >= BUFFER) return false;
      memcpy(v->in + v->in_length, data, n);
      v->in_length += n;
      v->in[v->in_length] = 0;
    } else {
      mix(v, data, n);
    }
    v->left -= n;
  }
  if (v->left == 0) answered(v);
  return v->left >= 0;
}

/* What it does next when it has nothing to do. */
static void go_on(struct viewer *v) {
  double t = now();
  if (v->joined && v->next_beat <= t) ask(v, BEAT);
  else if (v->pending_count) ask(v, SEGMENT);
  else if (v->next_playlist <= t) ask(v, PLAYLIST);
  else due[v - all] = v->joined && v->next_beat < v->next_playlist ? v->next_beat : v->next_playlist;
}

static bool wants(struct viewer *v, int result) {
  int error = SSL_get_error(v->ssl, result);
  ERR_clear_error();
  return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
}

static void step(struct viewer *v) {
  int result;
  if (v->doing == CONNECTING) {
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(v->fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error) { lose(v); return; }
    v->ssl = SSL_new(tls);
    SSL_set_fd(v->ssl, v->fd);
    SSL_set_connect_state(v->ssl);
    v->doing = SHAKING;
  }
  if (v->doing == SHAKING) {
    if ((result = SSL_do_handshake(v->ssl)) != 1) {
      if (!wants(v, result)) lose(v);
      return;
    }
    v->doing = IDLE;
    v->next_playlist = 0;
    v->pending_count = 0;
  }
  while (v->doing != AWAY) {
    if (v->doing == IDLE) {
      due[v - all] = NEVER;
      go_on(v);
      if (v->doing == IDLE) return;
    }
    while (v->out_sent < v->out_length) {
      result = SSL_write(v->ssl, v->out + v->out_sent, v->out_length - v->out_sent);
      if (result <= 0) {
        if (!wants(v, result)) lose(v);
        return;
      }
      v->out_sent += result;
    }
    result = SSL_read(v->ssl, shared, sizeof shared);
    if (result <= 0) {
      if (!wants(v, result)) lose(v);
      return;
    }
    bytes += result;
    if (!take(v, shared, result)) { refused++; lose(v); }
  }
}

static int by_size(const void *a, const void *b) {
  float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

static void tell(const char *name, struct lasted *list) {
  qsort(list->each, list->count, sizeof *list->each, by_size);
  size_t last = list->count ? list->count - 1 : 0;
  printf("\"%s_ms\":[", name);
  for (int i = 0; i < 4; i++) {
    const double parts[] = {.5, .95, .99, 1};
    printf("%s%.1f", i ? "," : "", list->count ? list->each[(size_t)(parts[i] * last)] * 1000 : 0);
  }
  printf("],");
}

int main(int count, char **words) {
  if (count != 7) {
    fprintf(stderr, "viewers PORT VIEWERS SECONDS JOINING PREFIX RENDITION\n");
    return 2;
  }
  port = atoi(words[1]);
  int viewers = atoi(words[2]);
  double seconds = atof(words[3]), joining = atof(words[4]);
  prefix = words[5];
  rendition = words[6];
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  if (viewers < 1 || files.rlim_max < (rlim_t)viewers + 50) {
    fprintf(stderr, "this machine lets a program open %lu files: too few for %d viewers\n", (unsigned long)files.rlim_max, viewers);
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  tls = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_mode(tls, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_AUTO_RETRY);
  SSL_CTX_set_session_cache_mode(tls, SSL_SESS_CACHE_OFF);
  poll_fd = epoll_create1(0);
  all = calloc(viewers, sizeof *all);
  due = calloc(viewers, sizeof *due);
  double began = now(), until = NEVER, looked = 0;
  int came = 0;
  srandom((unsigned)getpid());
  for (int i = 0; i < viewers; i++) {
    all[i].fd = all[i].last = -1;
    due[i] = NEVER;
    snprintf(all[i].token, sizeof all[i].token, "%08lx%08x%08lx", random(), i, random());
  }
  struct epoll_event events[512];
  for (double t; (t = now()) < until;) {
    int n = epoll_wait(poll_fd, events, 512, (int)(LOOK * 1000));
    for (int i = 0; i < n; i++) step(events[i].data.ptr);
    if ((t = now()) - looked < LOOK) continue;
    looked = t;
    while (came < viewers && came - joined < CROWD && t >= began + joining * came / viewers) due[came++] = t;
    if (until == NEVER && (joined == viewers || t > began + PATIENCE)) {
      until = t + seconds;
      all_joined = t - began;
    }
    for (int i = 0; i < viewers; i++) {
      if (due[i] > t) continue;
      if (all[i].doing == AWAY) begin(&all[i]);
      else step(&all[i]);
    }
  }
  double end = now();
  for (int i = 0; i < viewers; i++) stalls += all[i].joined && end > all[i].play_began + all[i].fetched;
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  double cpu = used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  printf("{\"viewers\":%d,\"seconds\":%.2f,\"joining\":%.2f,\"joined\":%ld,\"late\":%ld,\"stalls\":%ld,\"lost\":%ld,\"refused\":%ld,\"wrong\":%ld,",
         viewers, end - began, all_joined, joined, late, stalls, lost, refused, wrong);
  printf("\"playlists\":%ld,\"segments\":%ld,\"beats\":%ld,\"bytes\":%llu,\"cpu_seconds\":%.2f,", answers[PLAYLIST],
         answers[SEGMENT], answers[BEAT], bytes, cpu);
  tell("playlist", &lasted[PLAYLIST]);
  tell("segment", &lasted[SEGMENT]);
  tell("beat", &lasted[BEAT]);
  printf("\"seen\":{");
  const char *comma = "";
  for (int i = 0; i < NUMBERS; i++) {
    if (!segments[i].known) continue;
    printf("%s\"%06d\":[%ld,\"%016lx\"]", comma, i, segments[i].length, (unsigned long)segments[i].hash);
    comma = ",";
  }
  printf("}}\n");
  return 0;
}
