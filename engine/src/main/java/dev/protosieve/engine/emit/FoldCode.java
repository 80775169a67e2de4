package dev.protosieve.engine.emit;

import static dev.protosieve.engine.emit.Frame.OFFSET;
import static dev.protosieve.engine.emit.Frame.STATE;
import static dev.protosieve.engine.isa.Reg.R0;
import static dev.protosieve.engine.isa.Reg.R1;

import dev.protosieve.engine.isa.Insn.AluOp;
import dev.protosieve.engine.isa.Insn.Condition;
import dev.protosieve.engine.isa.Insn.MemSize;
import dev.protosieve.engine.plan.Fold;
import dev.protosieve.engine.plan.ValueSlot;
import dev.protosieve.engine.plan.ValueSlot.Tally;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.ExprType;
import java.util.List;

/** What is done at the end of every element of a repeated field, while the scan goes on. */
final class FoldCode {

    private final Build build;
    private final ConditionCode conditions;

    FoldCode(Build build, ConditionCode conditions) {
        this.build = build;
        this.conditions = conditions;
    }

    /** All folds of one list; OFFSET is the same behind them, R0 to R5 are overwritten. */
    void emit(Code c, List<Fold> folds) {
        boolean moves = folds.stream().anyMatch(FoldCode::readsText);
        if (moves) {
            c.why("Looking into texts moves the offset: keep it.").store(MemSize.U64, STATE, Frame.SAVED, OFFSET);
        }
        for (Fold fold : folds) {
            switch (fold) {
                case Fold.Quantify quantify -> quantify(c, quantify);
                case Fold.Distinguish distinguish -> conditions.rows().distinguish(c, distinguish.rows());
                case Fold.Take take -> take(c, take);
                case Fold.Add add -> add(c, add);
            }
        }
        if (moves) {
            c.load(MemSize.U64, OFFSET, STATE, Frame.SAVED);
            c.branch(Condition.GT, OFFSET, Frame.MAX_OFFSET, build.exits().limit());
        }
    }

    private static boolean readsText(Fold fold) {
        return switch (fold) {
            case Fold.Quantify quantify -> readsText(quantify.of().body());
            case Fold.Distinguish distinguish -> RowCode.hasTextKeys(distinguish.rows())
                    || distinguish.rows().asked().stream().anyMatch(q -> readsText(q.body()));
            case Fold.Take take -> readsText(take.of().when()) || readsText(take.of().value());
            case Fold.Add _ -> false;
        };
    }

    private static boolean readsText(Expr expr) {
        return expr.type() == ExprType.STRING || expr.type() == ExprType.BYTES
                || expr.parts().stream().anyMatch(FoldCode::readsText);
    }

    private void quantify(Code outer, Fold.Quantify fold) {
        Expr.Quantified of = fold.of();
        Code c = outer.at(build.origins().of(of, of.quantifier().function(),
                "Decide the condition for this element and note the outcome."));
        int place = build.frame().slot(fold.tally());
        Label yes = new Label("element holds");
        Label no = new Label("element does not hold");
        Label error = new Label("element fails");
        Label done = new Label("element done");
        decided(c, of, place, done);
        conditions.emit(c, of.body(), new Ways(yes, no, error, yes));
        c.bind(yes);
        switch (of.quantifier()) {
            case EXISTS -> c.store(MemSize.U64, STATE, place, Tally.TRUE);
            case ALL -> {
            }
            case EXISTS_ONE -> one(c, place, done);
        }
        c.jump(done);
        c.bind(no);
        if (of.quantifier() == Expr.Quantifier.ALL) {
            c.store(MemSize.U64, STATE, place, Tally.FALSE);
        }
        c.jump(done);
        c.bind(error);
        c.why("An error: it counts unless another element decides.").store(MemSize.U64, STATE, place,
                of.quantifier() == Expr.Quantifier.EXISTS_ONE ? Tally.ONE_ERROR : Tally.ERROR);
        c.bind(done);
    }

    /** Nothing changes an outcome that is certain. */
    private static void decided(Code c, Expr.Quantified of, int place, Label done) {
        int certain = switch (of.quantifier()) {
            case EXISTS -> Tally.TRUE;
            case ALL -> Tally.FALSE;
            case EXISTS_ONE -> Tally.ONE_ERROR;
        };
        Code known = c.why("No element changes an outcome that is certain.");
        known.load(MemSize.U64, R1, STATE, place);
        known.branch(Condition.EQ, R1, certain, done);
    }

    /** One more true element; more than two are as good as two. */
    private static void one(Code c, int place, Label done) {
        c.load(MemSize.U64, R1, STATE, place);
        c.branch(Condition.GE, R1, 2, done);
        c.alu(AluOp.ADD, R1, 1);
        c.store(MemSize.U64, STATE, place, R1);
    }

    private void take(Code outer, Fold.Take fold) {
        Expr.Pick of = fold.of();
        Code c = outer.at(build.origins().of(of, "element of " + of.list().last().getName(),
                "Take the value when this is the element that the rule names."));
        Label wanted = new Label("wanted element");
        Label other = new Label("other element");
        Label error = new Label("no value");
        conditions.emit(c, of.when(), new Ways(wanted, other, other, wanted));
        c.bind(wanted);
        if (of.type() == ExprType.STRING || of.type() == ExprType.BYTES) {
            TextPlaces places = new TextPlaces(build);
            TextPlaces.Source source = places.of(of.value());
            places.check(c, source, R1, error);
            c.load(MemSize.U64, R1, STATE, source.place());
        } else {
            conditions.values().value(c, of.value(), error);
        }
        c.store(MemSize.U64, STATE, build.frame().slot(fold.picked()), R1);
        c.store(MemSize.U64, STATE, build.frame().slot(fold.status()), ValueSlot.Status.MET);
        c.jump(other);
        c.bind(error);
        c.store(MemSize.U64, STATE, build.frame().slot(fold.status()), ValueSlot.Status.ERROR);
        c.bind(other);
    }

    private void add(Code outer, Fold.Add fold) {
        Code c = outer.at(build.origins().message("count " + fold.count().list().last().getName(), "One more."));
        c.load(MemSize.U64, R0, STATE, build.frame().slot(fold.count()));
        c.alu(AluOp.ADD, R0, 1);
        c.store(MemSize.U64, STATE, build.frame().slot(fold.count()), R0);
    }
}
