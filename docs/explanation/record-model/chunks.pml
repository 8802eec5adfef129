/* Alternating chunks: who stops early has gained no more than one chunk.
 *
 * Both have committed. HONEST gives its list in K chunks, each when the rules of order allow. The other party,
 * Byzantine, gives what it likes: chunks of another size, chunks that do not open, or none any more. A chunk of
 * Byzantine is kept only when its own chunk before is there.
 *
 * Each rule can be left out (-DNO_...); the checker must then find a way to cheat. With -DREACHED it must find an
 * exchange that comes to its end.
 */

#define K     4              /* my chunks: each K-th part of a list */
#define SIZES 2              /* Byzantine may cut its list into K parts or into twice as many */
#define PARTS (K * SIZES)    /* the smallest part there is */

byte mine;                   /* my chunks given */
byte theirs[SIZES];          /* their chunks given: of K, of 2K */
byte opened[SIZES];          /* how many of them I could open, from the first on without gap */

#ifdef NO_TURN
#define MY_TURN true
#elif defined(NO_SAME_SIZE)
#define MY_TURN (mine == 0 || opened[0] >= mine || opened[1] >= mine)
#elif defined(NO_OPENING)
#define MY_TURN (mine == 0 || theirs[0] >= mine)
#else
#define MY_TURN (mine == 0 || opened[0] >= mine)   /* and what opens was given */
#endif

#define MAX(a, b) ((a) > (b) -> (a) : (b))
#define GIVEN     (mine * SIZES)                       /* in smallest parts */
#define RECEIVED  MAX(opened[0] * SIZES, opened[1])
#define ONE_CHUNK SIZES

active proctype Honest() {
end:
    do
    :: atomic {
        mine < K && MY_TURN ->
        mine++;
        assert(GIVEN <= RECEIVED + ONE_CHUNK)   /* the lead is never more than one chunk */
#ifdef REACHED
        ;
        assert(mine < K || RECEIVED < PARTS)
#endif
    }
    od
}

active proctype Byzantine() {
    byte size;
end:
    do
    :: atomic {
        if :: size = 0 :: size = 1 fi;
        theirs[size] < K * (size + 1) ->
        if
        :: opened[size] == theirs[size] -> opened[size]++   /* a chunk that opens */
        :: true                                             /* one that does not, and spoils what comes after */
        fi;
        theirs[size]++;
        size = 0
    }
    od
}
