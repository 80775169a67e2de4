package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;

/** How a condition names enum values. */
public final class EnumNames {

    private EnumNames() {
    }

    /** As short as the scopes of the root message allow: {@code Kind.FANCY} for {@code t.All.Kind.FANCY} within t.All. */
    public static String shortest(EnumValueDescriptor value, Descriptor root) {
        String full = value.getType().getFullName() + "." + value.getName();
        String scope = root.getFullName();
        while (!scope.isEmpty()) {
            if (full.startsWith(scope + ".")) {
                String name = full.substring(scope.length() + 1);
                return hiddenBy(name, scope, root) ? full : name;
            }
            scope = scope.substring(0, Math.max(0, scope.lastIndexOf('.')));
        }
        return full;
    }

    /** Whether an enum of the root message has the same short name as one of an outer scope. */
    private static boolean hiddenBy(String name, String scope, Descriptor root) {
        return !scope.equals(root.getFullName()) && root.getEnumTypes().stream()
                .anyMatch(e -> name.startsWith(e.getName() + "."));
    }
}
