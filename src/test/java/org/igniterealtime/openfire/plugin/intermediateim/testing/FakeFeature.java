package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.AddressInterest;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Counters;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Interest;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Outcome;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;

/** A feature that keeps what it is shown and answers as told. */
public final class FakeFeature implements Feature {

    private final String name;
    private final Set<Interest> interests;
    private final Function<Passage, Outcome> answer;
    private AddressInterest addressInterest = AddressInterest.NONE;
    private Function<Passage, Outcome> failed = passage -> Outcome.PASS;
    private final List<Passage> seen = new ArrayList<>();

    public FakeFeature(String name, Interest interest, Function<Passage, Outcome> answer) {
        this.name = name;
        this.interests = Set.of(interest);
        this.answer = answer;
    }

    /** Has it shown what concerns it by its addresses, too. */
    public FakeFeature addressed(AddressInterest interest) {
        addressInterest = interest;
        return this;
    }

    /** Sets what it answers where it has failed. */
    public FakeFeature failing(Function<Passage, Outcome> answer) {
        failed = answer;
        return this;
    }

    public List<Passage> seen() {
        return seen;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> namespaces() {
        return Set.of("urn:feature:" + name);
    }

    @Override
    public Set<Interest> interests() {
        return interests;
    }

    @Override
    public AddressInterest addressInterest() {
        return addressInterest;
    }

    @Override
    public Counters counters() {
        return new Counters(List.of());
    }

    @Override
    public Outcome handle(Passage passage) {
        seen.add(passage);
        return answer.apply(passage);
    }

    @Override
    public Outcome failed(Passage passage) {
        return failed.apply(passage);
    }
}
