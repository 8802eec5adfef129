/* Propose, accept, confirm: nobody announces an agreement alone, and nobody holds another one than the rest.
 *
 * A proposer makes proposals, replaces them and confirms them. Two readers keep its feed; a copy only grows. A reader
 * who is a party may accept what he holds and what is not replaced. Everything arrives late or never. Three runs:
 *
 * (plain)               A party, Byzantine, proposes. Readers: the other party, and a mediator who accepts nothing.
 * -DMEDIATOR_PROPOSES   A mediator, Byzantine, proposes. Readers: the two parties, both honest.
 * -DHONEST_PROPOSES     A party, honest, proposes. Readers: itself, and the other party, honest.
 *
 * The feed of a Byzantine proposer is not stored: at any moment it hands any entry to any reader, so it has every
 * branch of every fork. It may propose twice, replace, confirm early, withhold, and wait.
 *
 * Each rule can be left out (-DNO_...); the checker must then find a way to cheat. With -DREACHED it must find a
 * proposal in force that replaced another.
 */

#ifdef MEDIATOR_PROPOSES
#define ENTRIES 3      /* the longest feed of the proposer that is looked at, after `open` */
#else
#define ENTRIES 4
#endif
#define NOTHING 9      /* in `replaces` and `confirms` */

#ifdef HONEST_PROPOSES
#define ACCEPTS(reader) (reader == 1)
#elif defined(MEDIATOR_PROPOSES)
#define ACCEPTS(reader) true
#else
#define ACCEPTS(reader) (reader == 0)
#endif

typedef Feed {
    byte size;
    short id[ENTRIES];       /* of a proposal: stands for its leaf hash; 0 for a confirm */
    byte replaces[ENTRIES];
    byte confirms[ENTRIES]
};

typedef Accepts { short id[ENTRIES] };   /* the proposal accepted at that place of the feed, 0 for none */

Feed held[2];          /* the proposer's feed, as each reader holds it */
Accepts made[2];       /* what each reader has accepted; that it arrives late forbids more and allows nothing */

#define IS_PROPOSAL(reader, n) (n < held[reader].size && held[reader].id[n] != 0)
#define LEAF(n, terms, id_replaced) (id_replaced * 9 + n * 2 + terms + 1)   /* no two proposals have the same */

#ifdef NO_LEAF_IN_REFERENCE
#define SAME(a, b) (a != 0)      /* the place is the same; what stands there is not compared */
#else
#define SAME(a, b) (a == b)
#endif

#define ACCEPTED(reader, by, n) (!ACCEPTS(by) || SAME(made[by].id[n], held[reader].id[n]))

#ifdef NO_ACCEPTS_KNOWN
#define ALL_ACCEPTED(reader, n) true
#elif defined(NO_EVERY_PARTY)
#define ALL_ACCEPTED(reader, n) (SAME(made[0].id[n], held[reader].id[n]) || SAME(made[1].id[n], held[reader].id[n]))
#else
#define ALL_ACCEPTED(reader, n) (ACCEPTED(reader, 0, n) && ACCEPTED(reader, 1, n))
#endif

#define REPLACED_BY(reader, n, m) (IS_PROPOSAL(reader, m) && held[reader].replaces[m] == n)
#define REPLACED(reader, n) (REPLACED_BY(reader, n, 1) || REPLACED_BY(reader, n, 2) || REPLACED_BY(reader, n, 3))
#define CONFIRMED_AT(reader, n, m) (m < held[reader].size && held[reader].confirms[m] == n)
#define IN_FORCE(reader, n) (CONFIRMED_AT(reader, n, 1) || CONFIRMED_AT(reader, n, 2) || CONFIRMED_AT(reader, n, 3))

#ifdef NO_REPLACED
#define MAY_CONFIRM(reader, n) (ALL_ACCEPTED(reader, n) && !IN_FORCE(reader, n))
#else
#define MAY_CONFIRM(reader, n) (ALL_ACCEPTED(reader, n) && !IN_FORCE(reader, n) && !REPLACED(reader, n))
#endif

/* Ghost: whether both readers hold an unreplaced agreement in force, and one of them replaced the other's. */
#define LATEST(reader, n) (IN_FORCE(reader, n) && !REPLACED(reader, n))

inline check_one_agreement() {
    for (p : 0 .. ENTRIES - 1) {   /* of a reader who accepts nothing no agreement is asked for */
        for (q : 0 .. ENTRIES - 1) {
            if
            :: ACCEPTS(1) && LATEST(0, p) && LATEST(1, q) ->
                follow(0, p, 1, q);
                follow(1, q, 0, p)
            :: else
            fi
        }
    }
    p = 0; q = 0
}

/* Follow what proposal `from` of one reader replaces; proposal `to` of the other must not be among it. */
inline follow(one, from, other, to) {
    at = held[one].replaces[from];
    do
    :: at == NOTHING -> break
    :: else -> assert(held[one].id[at] != held[other].id[to]); at = held[one].replaces[at]
    od;
    at = 0
}

/* Nothing comes into force that was replaced before, by one step or by several. */
inline check_not_replaced(reader, n) {
    for (p : 0 .. ENTRIES - 1) {
        if
        :: IS_PROPOSAL(reader, p) && p != n ->
            at = held[reader].replaces[p];
            do
            :: at == NOTHING -> break
            :: else -> assert(at != n); at = held[reader].replaces[at]
            od
        :: else
        fi
    }
    p = 0; at = 0
}

/* What a reader takes as in force was accepted by every party, exactly as this reader holds it. */
inline check_accepted(reader, n) {
    assert(!ACCEPTS(0) || made[0].id[n] == held[reader].id[n]);
    assert(!ACCEPTS(1) || made[1].id[n] == held[reader].id[n])
}

inline propose(reader, terms_, replaced_) {
    if
    :: replaced_ == NOTHING -> held[reader].id[held[reader].size] = LEAF(held[reader].size, terms_, 0)
    :: else -> held[reader].id[held[reader].size] = LEAF(held[reader].size, terms_, held[reader].id[replaced_])
    fi;
    held[reader].replaces[held[reader].size] = replaced_;
    held[reader].confirms[held[reader].size] = NOTHING;
    held[reader].size++
}

inline confirm(reader, n) {
    check_accepted(reader, n);
    check_not_replaced(reader, n);
    held[reader].confirms[held[reader].size] = n;
    held[reader].replaces[held[reader].size] = NOTHING;
    held[reader].size++;
    check_one_agreement();
#ifdef REACHED
    assert(held[reader].replaces[n] == NOTHING)
#endif
}

inline choose_replaced(reader) {
    if
    :: replaced = NOTHING
    :: held[reader].size > 0 && IS_PROPOSAL(reader, 0) -> replaced = 0
    :: held[reader].size > 1 && IS_PROPOSAL(reader, 1) -> replaced = 1
    :: held[reader].size > 2 && IS_PROPOSAL(reader, 2) -> replaced = 2
    fi
}

active proctype Proposer() {
    byte to, n, terms, replaced, p, q, at;
end:
    do
    :: atomic {
#ifdef HONEST_PROPOSES
        held[0].size < ENTRIES -> to = 0;
#else
        if :: to = 0 :: to = 1 fi;
        held[to].size < ENTRIES ->
#endif
        choose_replaced(to);
        if :: terms = 0 :: replaced == NOTHING -> terms = 1 fi;
        propose(to, terms, replaced);
        to = 0; terms = 0; replaced = 0
    }
    :: atomic {
#ifdef HONEST_PROPOSES
        held[0].size < ENTRIES -> to = 0;
#else
        if :: to = 0 :: to = 1 fi;
        held[to].size < ENTRIES ->
#endif
        if :: n = 0 :: n = 1 :: n = 2 fi;
        IS_PROPOSAL(to, n) && MAY_CONFIRM(to, n) -> confirm(to, n);
        to = 0; n = 0
    }
#ifdef HONEST_PROPOSES
    :: atomic {      /* the other reader receives the next entry */
        held[1].size < held[0].size ->
        n = held[1].size;
        if
        :: held[0].id[n] == 0 -> MAY_CONFIRM(1, held[0].confirms[n]) -> confirm(1, held[0].confirms[n])
        :: else ->
            terms = (held[0].id[n] % 9 - 1) % 2;
            propose(1, terms, held[0].replaces[n])
        fi;
        n = 0; terms = 0
    }
#endif
#ifdef NO_PREFIX
    :: atomic {      /* a reader lets go of what he held */
        held[1].size > 1 && held[1].size < ENTRIES ->
        held[1].size--;
        held[1].id[held[1].size] = 0; held[1].replaces[held[1].size] = 0; held[1].confirms[held[1].size] = 0
    }
#endif
    od
}

proctype Reader(byte me) {
    byte n;
end:
    do
    :: atomic {
        if :: n = 0 :: n = 1 :: n = 2 fi;
        IS_PROPOSAL(me, n) && made[me].id[n] == 0 && !REPLACED(me, n) ->
        made[me].id[n] = held[me].id[n];
        n = 0
    }
    od
}

init {
    atomic {
        if :: ACCEPTS(0) -> run Reader(0) :: else fi;
        if :: ACCEPTS(1) -> run Reader(1) :: else fi
    }
}
