package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A bean as a map of its properties, for the expressions in JSPs. For each class whose getters they call, a servlet
 * container remembers what getters it has, for as long as the console runs: classes of a plugin would outlive the
 * plugin. Of maps and lists it remembers only that they are the JDK's.
 *
 * <p>What a property holds is shown in the same way: beans, and those in lists and maps.
 */
final class BeanView extends AbstractMap<String, Object> {

    private final Object bean;

    private BeanView(Object bean) {
        this.bean = bean;
    }

    /** @return the value as expressions may see it; JDK types as they are */
    static Object of(Object value) {
        if (value instanceof Collection<?> collection) {
            List<Object> views = new ArrayList<>(collection.size());
            collection.forEach(element -> views.add(of(element)));
            return views;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> views = new LinkedHashMap<>();
            map.forEach((key, element) -> views.put(key, of(element)));
            return views;
        }
        boolean ours = value != null && value.getClass().getClassLoader() == BeanView.class.getClassLoader();
        return ours && !(value instanceof Enum) ? new BeanView(value) : value;
    }

    /** @throws IllegalArgumentException if the bean has no such property, as a misspelt expression deserves */
    @Override
    public Object get(Object property) {
        for (Method method : bean.getClass().getMethods()) {
            if (!nameOf(method).isEmpty() && nameOf(method).equals(property)) {
                return read(method);
            }
        }
        throw new IllegalArgumentException(bean.getClass() + " has no property " + property);
    }

    private Object read(Method getter) {
        try {
            return of(getter.invoke(bean));
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(bean.getClass() + " is not public", e);
        }
    }

    /** @return the property that the method gets; empty if it is no getter */
    private static String nameOf(Method method) {
        String name = method.getName();
        int prefix =
                name.startsWith("get") ? 3 : name.startsWith("is") && method.getReturnType() == boolean.class ? 2 : 0;
        if (prefix == 0
                || name.length() == prefix
                || method.getParameterCount() > 0
                || method.getDeclaringClass() == Object.class) {
            return "";
        }
        return name.substring(prefix, prefix + 1).toLowerCase(Locale.ROOT) + name.substring(prefix + 1);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Method method : bean.getClass().getMethods()) {
            if (!nameOf(method).isEmpty()) {
                properties.put(nameOf(method), read(method));
            }
        }
        return properties.entrySet();
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public String toString() {
        return bean.toString();
    }
}
