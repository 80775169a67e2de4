package dev.protosieve.engine.typed;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import java.util.Map;

/** Packet variables, and functions over packets, as CEL knows them. */
public final class PacketCel {

    /** Functions of Kubernetes' CEL library, and their overloads. */
    public static final String ADDRESS_OF = "ip";
    public static final String ADDRESS_OVERLOAD = "string_to_ip";
    public static final String NETWORK_OF = "cidr";
    public static final String NETWORK_OVERLOAD = "string_to_cidr";
    public static final String CONTAINS = "containsIP";
    public static final String CONTAINS_OVERLOAD = "cidr_contains_ip_ip";
    public static final String CONTAINS_TEXT_OVERLOAD = "cidr_contains_ip_string";
    /** Functions that read the packet, with the number of bytes that they read. */
    public static final Map<String, Integer> READS = Map.of("pkt.u8", 1, "pkt.u16", 2, "pkt.u32", 4);

    private static final CelType ADDRESS = OpaqueType.create("net.IP");
    private static final CelType NETWORK = OpaqueType.create("net.CIDR");

    private PacketCel() {
    }

    /** The overload of a function of {@link #READS}. */
    public static String readOverload(String function) {
        return function.replace('.', '_');
    }

    /** Whether it is one of the functions here. */
    static boolean isFunction(String function) {
        return READS.containsKey(function) || function.equals(ADDRESS_OF) || function.equals(NETWORK_OF)
                || function.equals(CONTAINS);
    }

    /** Adds every packet variable and function to a compiler. */
    public static void declare(CelCompilerBuilder builder) {
        for (HeaderField field : HeaderField.values()) {
            builder.addVar(field.text(), type(field));
        }
        builder.addFunctionDeclarations(
                CelFunctionDecl.newFunctionDeclaration(ADDRESS_OF,
                        CelOverloadDecl.newGlobalOverload(ADDRESS_OVERLOAD, ADDRESS, SimpleType.STRING)),
                CelFunctionDecl.newFunctionDeclaration(NETWORK_OF,
                        CelOverloadDecl.newGlobalOverload(NETWORK_OVERLOAD, NETWORK, SimpleType.STRING)),
                CelFunctionDecl.newFunctionDeclaration(CONTAINS,
                        CelOverloadDecl.newMemberOverload(CONTAINS_OVERLOAD, SimpleType.BOOL, NETWORK, ADDRESS),
                        CelOverloadDecl.newMemberOverload(CONTAINS_TEXT_OVERLOAD, SimpleType.BOOL, NETWORK,
                                SimpleType.STRING)));
        READS.keySet().forEach(read -> builder.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(read,
                CelOverloadDecl.newGlobalOverload(readOverload(read), SimpleType.INT, SimpleType.INT))));
    }

    private static CelType type(HeaderField field) {
        return switch (field.kind()) {
            case NUMBER -> SimpleType.INT;
            case OCTETS -> SimpleType.BYTES;
            case ADDRESS -> ADDRESS;
        };
    }
}
