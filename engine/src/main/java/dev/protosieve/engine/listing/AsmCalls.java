package dev.protosieve.engine.listing;

import dev.protosieve.engine.isa.Helper;
import dev.protosieve.engine.isa.HelperNames;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Insn.AddressKind;
import dev.protosieve.engine.isa.Reg;
import dev.protosieve.engine.listing.AsmToken.Kind;
import java.util.List;
import java.util.Optional;

/** Calls, and wide loads of what has a name: maps, variables, functions. */
final class AsmCalls {

    private static final String KERNEL_FUNCTION = "kernel";

    private final List<String> maps;

    /** @param maps names of maps by index */
    AsmCalls(List<String> maps) {
        this.maps = List.copyOf(maps);
    }

    /** What follows {@code call}. */
    AsmLine call(AsmCursor in) throws AsmMistake {
        AsmToken first = in.peek();
        if (in.atRegister()) {
            return AsmLine.of(new Insn.CallRegister(in.register()));
        }
        if (first.is("pc") || first.is("+")) {
            return AsmLine.of(new Insn.CallLocal(0), in.target());
        }
        if (in.atNumber()) {
            return AsmLine.of(helper(in.imm()));
        }
        if (first.kind() != Kind.WORD) {
            throw in.expected("the number or the name of a helper, or a label");
        }
        if (!in.peek(1).is("#") && in.peek(1).kind() != Kind.END) {
            return qualified(in);
        }
        in.next();
        return in.accept("#") ? AsmLine.of(helper(in.imm())) : named(first);
    }

    /** {@code call local f}, {@code call helper 1}, {@code call runtime 7}, {@code call kernel-function#7}. */
    private static AsmLine qualified(AsmCursor in) throws AsmMistake {
        AsmToken word = in.next();
        return switch (word.text()) {
            case "local" -> AsmLine.of(new Insn.CallLocal(0), in.target());
            case "helper" -> AsmLine.of(in.atRegister() ? new Insn.CallRegister(in.register()) : helper(in.imm()));
            case "runtime", "kfunc", "btf" -> AsmLine.of(new Insn.CallKernel(in.imm(), 0));
            case KERNEL_FUNCTION -> {
                in.expect("-");
                in.expect("function");
                in.expect("#");
                yield AsmLine.of(new Insn.CallKernel(in.imm(), 0));
            }
            default -> throw AsmMistake.of("word", word.span(), "there is no kind of call that is named "
                    + word.phrase(), "write call 5, call bpf_ktime_get_ns, call local LABEL or call runtime 5");
        };
    }

    private static AsmLine named(AsmToken name) {
        Optional<Integer> number = HelperNames.number(name.text());
        return number.isPresent() && name.text().startsWith("bpf_") ? AsmLine.of(helper(number.get()))
                : AsmLine.of(new Insn.CallLocal(0), new AsmCursor.Target(name.text(), 0, name.span()));
    }

    private static Insn helper(int number) {
        return Helper.numbered(number).<Insn>map(Insn.Call::new).orElse(new Insn.CallUnknown(number));
    }

    /** What RFC 9669 section 5.4 calls map_by_fd(...) and its like. */
    Insn address(AsmCursor in, Reg dst) throws AsmMistake {
        AsmToken word = in.next();
        in.expect("(");
        Insn load = switch (word.text()) {
            case "map_by_fd" -> new Insn.LoadMap(dst, map(in));
            case "map_by_idx" -> new Insn.LoadAddress(dst, AddressKind.MAP_BY_INDEX, map(in), 0);
            case "var_addr" -> new Insn.LoadAddress(dst, AddressKind.VARIABLE, in.imm(), 0);
            case "code_addr" -> new Insn.LoadAddress(dst, AddressKind.CODE, in.imm(), 0);
            case "map_val" -> {
                boolean byIndex = in.peek().is("map_by_idx");
                if (!byIndex && !in.peek().is("map_by_fd")) {
                    throw in.expected("map_by_fd or map_by_idx");
                }
                in.next();
                in.expect("(");
                int map = map(in);
                in.expect(")");
                yield byIndex ? new Insn.LoadAddress(dst, AddressKind.MAP_VALUE_BY_INDEX, map, 0)
                        : new Insn.LoadMapValue(dst, map, 0);
            }
            default -> throw AsmMistake.of("word", word.span(), "nothing that has an address is named "
                    + word.phrase(), "write map_by_fd(M), map_val(map_by_fd(M)) + N, map_by_idx(N) or a number");
        };
        in.expect(")");
        if (!in.atNumber()) {
            return load;
        }
        return switch (load) {
            case Insn.LoadAddress(Reg _, AddressKind kind, int imm, int _) ->
                new Insn.LoadAddress(dst, kind, imm, in.imm());
            case Insn.LoadMapValue(Reg _, int map, int _) -> new Insn.LoadMapValue(dst, map, in.imm());
            default -> load;
        };
    }

    /** As listings write it: {@code map[counters]}, {@code map[counters][0]+4}, {@code map_by_idx[3]}, {@code var[5]+0}. */
    Insn listed(AsmCursor in, Reg dst) throws AsmMistake {
        AsmToken word = in.next();
        in.expect("[");
        boolean names = word.is("map") || word.is("map_by_idx");
        int imm = names ? map(in) : in.imm();
        in.expect("]");
        boolean value = names && in.accept("[");
        if (value) {
            in.expect("0");
            in.expect("]");
        }
        int next = in.atNumber() ? in.imm() : 0;
        return switch (word.text()) {
            case "map" -> value ? new Insn.LoadMapValue(dst, imm, next)
                    : new Insn.LoadMap(dst, imm);
            case "map_by_idx" -> new Insn.LoadAddress(dst, value ? AddressKind.MAP_VALUE_BY_INDEX
                    : AddressKind.MAP_BY_INDEX, imm, next);
            case "var" -> new Insn.LoadAddress(dst, AddressKind.VARIABLE, imm, next);
            case "func" -> new Insn.LoadAddress(dst, AddressKind.CODE, imm, next);
            default -> throw AsmMistake.of("word", word.span(), "nothing that has an address is named "
                    + word.phrase(), "write map[NAME]");
        };
    }

    private int map(AsmCursor in) throws AsmMistake {
        if (in.atNumber()) {
            return in.imm();
        }
        AsmToken name = in.next();
        int index = maps.indexOf(name.text());
        if (index < 0) {
            throw AsmMistake.of("map", name.span(), "there is no map " + name.phrase(),
                    maps.isEmpty() ? "this program has no maps" : "the maps are " + String.join(", ", maps));
        }
        return index;
    }
}
