package dev.protosieve.engine.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** All forms that protoc accepts. */
class DeclarationScannerTest {

    private static String declared(String text) {
        DeclarationScanner.Declared found = DeclarationScanner.scan(text);
        return found.packageName() + " " + found.messages() + " " + found.others();
    }

    @Test
    void declarationsAreFoundInOddTexts() {
        assertEquals("a.b [a.b.A, a.b.A.B, a.b.D] [a.b.A.B.C, a.b.S]", declared("""
                /* message No { */ syntax = "proto3"; package a . b; option (x) = { message: "y" };
                message A { oneof o { int32 message = 1; } message B { enum C { Z = 0; } } string service = 2 ; }
                message D { } ; service S { rpc M(A) returns (D) { option (y) = { enum: 1 }; } }
                """));
    }

    @Test
    void valuesOfOptionsDeclareNothing() {
        assertEquals("e [e.A, e.A.N, e.B] [e.K]", declared("""
                package e; option (o.file) = { package: "com.foo" message { enum: 1 } };
                enum K { Z = 0; message = 1 [(o.v) = { enum { message: [{}, {}] } }]; }
                message A { K k = 1 [(o.field) = {enum {defined_only: true}}, (p) = {message {a: "}"}; service <> }];
                  option (o.m) = {message {x: 1} enum {}}; message N { string s = 1; } N n = 2; }
                message B { extensions 4 to 6 [declaration = { number: 4 }]; reserved 2, 3; }
                """));
    }

    @Test
    void visibilityOfEdition2024StandsBeforeADeclaration() {
        assertEquals("v [v.M, v.M.In, v.L, v.U] [v.M.E, v.K]", declared("""
                edition = "2024"; package v; import option "opt.proto";
                export message M { export enum E { A = 0; local = 1; } local message In { } E e = 2; }
                local message L { } local enum K { Z = 0; } message U { local.Type t = 1; export.Type u = 2; }
                """));
    }

    @Test
    void groupsAreMessages() {
        assertEquals("g [g.A, g.A.Grp, g.A.Grp.In, g.A.H, g.X, g.B] []", declared("""
                syntax = "proto2"; package g;
                message A { optional group Grp = 1 [deprecated = true] { message In { optional string group = 1; } }
                  oneof o { group H = 3 { optional string s = 1; } } extensions 9; }
                extend A { repeated group X = 9 { } }
                message B { }
                """));
    }

    @Test
    void thePackageMayComeLast() {
        assertEquals("l.m [l.m.A, l.m.B] [l.m.E]",
                declared("message A { } enum E { Z = 0; } package l.m; message B { }"));
    }

    @Test
    void whatIsBrokenEndsWithItsBrace() {
        assertEquals(" [A, B, C] []", declared("message A { string s = 1 } message { int32 x = 1; } message B { }"
                + "message C { string"));
    }
}
