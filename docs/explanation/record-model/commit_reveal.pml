/* Commit, then reveal: my list stays mine until yours is fixed.
 *
 * Honest commits to a list and reveals it when the rules of order allow. The other party, Byzantine, may do anything
 * that keys and hashes do not forbid. Its feed is not stored: at any moment it hands any entry to anyone, so it has
 * every branch of every fork, may wait, withhold, and choose when it knows my list. MEDIATOR is any third reader who
 * is honest; both feeds reach it late or never. A reader keeps what it holds: its copy of a feed only grows.
 *
 * Each rule can be left out (-DNO_...); the checker must then find a way to cheat. With -DREACHED it must find a round
 * that ends well, so that what is proven is not true merely because nothing happens.
 */

#define ENTRIES 3      /* the longest feed of Byzantine that is looked at, after `open` */

#define HONEST   0     /* readers */
#define MEDIATOR 1

#define NO_LIST 0      /* lists are 1, 2 and my own commitment, copied without knowing what is in it */
#define COPY    3

#define IS_COMMIT 9    /* in `opens`: this entry is a commit; otherwise it reveals the entry with that index */

typedef Feed {
    byte size;
    byte list[ENTRIES];
    byte opens[ENTRIES]
};

Feed theirs[2];        /* the feed of Byzantine, as HONEST and as MEDIATOR hold it */
byte commits;          /* how many commits of theirs HONEST holds */
byte mine;             /* my list */
byte my_size;          /* my feed: 1 with the commit, 2 with the reveal */
byte my_seen;          /* the size of their feed that my reveal has seen */
byte relayed;          /* how much of my feed MEDIATOR holds */

byte first;            /* ghost: the list of the first commit that HONEST holds */
byte bound;            /* ghost: that list at the moment of my reveal */

#ifdef NO_COMMIT_KNOWN
#define MAY_REVEAL (commits <= 1)
#elif defined(NO_SINGLE_COMMIT)
#define MAY_REVEAL (commits >= 1)
#else
#define MAY_REVEAL (commits == 1)   /* of each other party one commit of the round is known, and no second */
#endif

active proctype Honest() {
    atomic {
        if :: mine = 1 :: mine = 2 fi;
        my_size = 1
    }
end:
    atomic {
        MAY_REVEAL ->
        my_seen = theirs[HONEST].size;
        bound = first;
        my_size = 2;
        assert(bound != NO_LIST)    /* my list is never known before the other side is bound */
    }
}

inline hand_over(to, list_, opens_) {
    theirs[to].list[theirs[to].size] = list_;
    theirs[to].opens[theirs[to].size] = opens_;
    theirs[to].size++
}

active proctype Byzantine() {
    byte to, list, entry, seen;
end:
    do
    :: atomic {
        my_size > 0 -> select(to : 0 .. 1);
        theirs[to].size < ENTRIES -> select(list : 1 .. COPY);
        hand_over(to, list, IS_COMMIT);
        if
        :: to == HONEST -> commits++; if :: first == NO_LIST -> first = list :: else fi
        :: else
        fi;
        to = 0; list = 0
    }
    :: atomic {
        my_size > 0 -> select(to : 0 .. 1);
        theirs[to].size > 0 && theirs[to].size < ENTRIES -> select(entry : 0 .. theirs[to].size - 1);
        theirs[to].opens[entry] == IS_COMMIT -> select(seen : 0 .. my_size);
        seen >= 1 && (to == HONEST || relayed >= seen) ->   /* its reveal too must have seen; or else it waits */
        select(list : 1 .. 2);
        hand_over(to, list, entry);
        to = 0; list = 0; entry = 0; seen = 0
    }
    :: relayed < my_size -> relayed++
    od
}

/* Go on only if what a reveal says is what the commit was made for. A commitment is bound to the feed it stands in. */
inline check_opening(reader, commit, opened) {
#ifdef NO_OPENING
    true
#elif defined(NO_FEED_IN_COMMITMENT)
    (theirs[reader].list[commit] == opened || (theirs[reader].list[commit] == COPY && opened == mine))
#else
    (theirs[reader].list[commit] == opened)
#endif
}

/* Go on only if my reveal had seen that commit, in the feed whose root it states. */
inline check_seen(reader, commit) {
#ifndef NO_COMMIT_SEEN
    commit < my_seen;
#endif
#ifndef NO_ROOT
    theirs[reader].size >= my_seen;
    for (k : 0 .. ENTRIES - 1) {
        (k >= my_seen
         || (theirs[reader].list[k] == theirs[HONEST].list[k] && theirs[reader].opens[k] == theirs[HONEST].opens[k]))
    }
#endif
}

/* A reader takes the list of a round in which both have revealed. */
active proctype Reader() {
    byte reader, entry, commit, k;
end:
    atomic {
        my_size == 2 -> select(reader : 0 .. 1);
        (reader == HONEST || relayed == 2) && theirs[reader].size > 0 ->
        select(entry : 0 .. theirs[reader].size - 1);
        theirs[reader].opens[entry] != IS_COMMIT ->
        commit = theirs[reader].opens[entry];
        check_opening(reader, commit, theirs[reader].list[entry]);
        check_seen(reader, commit);
#ifdef REACHED
        assert(false);
#endif
        assert(theirs[reader].list[commit] != COPY);
        assert(theirs[reader].list[entry] == bound)   /* what is taken was fixed before my list was known */
    }
}
