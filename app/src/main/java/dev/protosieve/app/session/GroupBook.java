package dev.protosieve.app.session;

import dev.protosieve.app.session.RunSnapshot.GroupCount;
import dev.protosieve.app.session.RunSnapshot.RuleGroups;
import dev.protosieve.engine.target.Group;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.Measure;
import dev.protosieve.engine.typed.TypedRule;
import java.util.ArrayList;
import java.util.List;

/** What a filter's {@code count by} rules have counted, in words. */
final class RuleGroupsReader {

    /** More than anybody reads. */
    static final int MOST = 100;

    private RuleGroupsReader() {
    }

    static List<RuleGroups> read(LoadedFilter filter) {
        List<RuleGroups> all = new ArrayList<>();
        List<TypedRule> rules = filter.filter().rules().rules();
        for (int i = 0; i < rules.size(); i++) {
            TypedRule rule = rules.get(i);
            if (rule.measure() instanceof Measure.Count count && count.by().isPresent()) {
                Expr by = count.by().get();
                List<Group> groups = filter.groups(i);
                String text = filter.filter().rules().syntax().source().slice(by.span());
                all.add(new RuleGroups(rule.number(), rule.name(), text, groups.size(),
                        groups.stream().limit(MOST)
                                .map(g -> new GroupCount(g.key().text(by), g.packets(), g.bytes())).toList()));
            }
        }
        return all;
    }
}
