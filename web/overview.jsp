<%@ page contentType="text/html; charset=UTF-8" %>
<%@ include file="taglibs.jspf" %>
<c:set var="pageName" value="overview"/>
<c:set var="pageScript" value="js/overview.js"/>
<html>
<%@ include file="head.jspf" %>
<body>
<%@ include file="notice.jspf" %>
<c:forEach var="copy" items="${page.copies()}">
    <fmt:message key="intermediateim.overview.copy" var="boxText"><fmt:param value="${copy.name()}"/><fmt:param value="${copy.version()}"/><fmt:param value="${page.own().name()}"/></fmt:message>
    <c:set var="boxKind" value="warning"/>
    <%@ include file="box.jspf" %>
</c:forEach>

<p><fmt:message key="intermediateim.overview.intro"/></p>
<p><fmt:message key="intermediateim.overview.version"/> <strong id="version"><c:out value="${page.own().version()}"/></strong></p>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="features-title"><fmt:message key="intermediateim.overview.features.title"/></div>
<div class="jive-contentBox">
    <div class="im-scroll" tabindex="0" role="region" aria-labelledby="features-title"><table class="jive-table" aria-labelledby="features-title">
        <thead>
        <tr>
            <th scope="col"><fmt:message key="intermediateim.overview.features.name"/></th>
            <th scope="col"><fmt:message key="intermediateim.overview.features.state"/></th>
            <th scope="col"><fmt:message key="intermediateim.overview.features.done"/></th>
            <th scope="col"><fmt:message key="intermediateim.overview.features.switch"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach var="feature" items="${page.features()}">
            <fmt:message key="intermediateim.feature.${feature.name()}.name" var="featureName"/>
            <tr id="feature-${feature.name()}">
                <th scope="row">
                    <c:choose>
                        <c:when test="${not empty feature.page()}"><a href="${feature.page()}"><c:out value="${featureName}"/></a></c:when>
                        <c:otherwise><c:out value="${featureName}"/></c:otherwise>
                    </c:choose>
                    <div class="im-hint"><fmt:message key="intermediateim.feature.${feature.name()}.description"/></div>
                </th>
                <td>
                    <span class="im-state im-${feature.on() ? 'on' : 'off'}">
                        <fmt:message key="intermediateim.overview.features.${feature.on() ? 'on' : 'off'}"/>
                    </span>
                </td>
                <td>
                    <dl class="im-counts">
                        <c:forEach var="count" items="${feature.counts()}">
                            <dt><fmt:message key="intermediateim.feature.${feature.name()}.counter.${count.key}"/></dt>
                            <dd data-counter="${feature.name()}.${count.key}"><fmt:formatNumber value="${count.value}"/></dd>
                        </c:forEach>
                    </dl>
                </td>
                <td>
                    <form method="post" action="overview">
                        <%@ include file="token.jspf" %>
                        <input type="hidden" name="action" value="switch"/>
                        <input type="hidden" name="feature" value="${feature.name()}"/>
                        <input type="hidden" name="on" value="${not feature.on()}"/>
                        <fmt:message key="intermediateim.overview.features.switch-${feature.on() ? 'off' : 'on'}" var="switchText">
                            <fmt:param value="${featureName}"/>
                        </fmt:message>
                        <button type="submit"><c:out value="${switchText}"/></button>
                    </form>
                </td>
            </tr>
        </c:forEach>
        </tbody>
    </table></div>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="addresses-title"><fmt:message key="intermediateim.overview.addresses.title"/></div>
<div class="jive-contentBox">
    <p><fmt:message key="intermediateim.overview.addresses.intro"/></p>
    <div class="im-scroll" tabindex="0" role="region" aria-labelledby="addresses-title"><table class="jive-table" id="addresses" aria-labelledby="addresses-title">
        <thead>
        <tr>
            <th scope="col"><fmt:message key="intermediateim.overview.addresses.address"/></th>
            <th scope="col"><fmt:message key="intermediateim.overview.addresses.registered"/></th>
            <th scope="col"><fmt:message key="intermediateim.overview.addresses.name"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach var="address" items="${page.addresses()}">
            <tr>
                <th scope="row"><c:out value="${address.domain()}"/></th>
                <td>
                    <span class="im-state im-${address.registered() ? 'on' : 'bad'}">
                        <fmt:message key="intermediateim.overview.addresses.registered.${address.registered() ? 'yes' : 'no'}"/>
                    </span>
                </td>
                <td data-lookup="${address.lookup()}">
                    <fmt:message key="intermediateim.overview.addresses.lookup.${address.lookup()}"/>
                </td>
            </tr>
        </c:forEach>
        </tbody>
    </table></div>
    <p><a href="overview?check=names" id="check-names"><fmt:message key="intermediateim.overview.addresses.check"/></a>
        &#160; <a href="bytestreams?test=now#hosts"><fmt:message key="intermediateim.overview.addresses.test-proxy"/></a></p>

    <%@ include file="settings.jspf" %>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2"><fmt:message key="intermediateim.overview.delete.title"/></div>
<div class="jive-contentBox">
    <p><fmt:message key="intermediateim.overview.delete.intro"/></p>
    <form method="post" action="overview" class="im-form">
        <%@ include file="token.jspf" %>
        <input type="hidden" name="action" value="delete"/>
        <label><input type="checkbox" name="sure" value="true"/> <fmt:message key="intermediateim.overview.delete.sure"/></label>
        <button type="submit"><fmt:message key="intermediateim.overview.delete.button"/></button>
    </form>
</div>
</body>
</html>
