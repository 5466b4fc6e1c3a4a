<%@ page contentType="text/html; charset=UTF-8" %>
<%@ include file="taglibs.jspf" %>
<c:set var="pageName" value="files"/>
<html>
<%@ include file="head.jspf" %>
<body>
<%@ include file="notice.jspf" %>

<fmt:message key="intermediateim.files.intro" var="intro"><fmt:param value="${page.address()}"/></fmt:message>
<p><c:out value="${intro}"/></p>
<c:if test="${not page.on()}">
    <fmt:message key="intermediateim.files.off" var="boxText"/>
    <c:set var="boxKind" value="info"/>
    <%@ include file="box.jspf" %>
</c:if>

<div class="jive-contentBoxHeader" role="heading" aria-level="2"><fmt:message key="intermediateim.files.settings.title"/></div>
<div class="jive-contentBox">
    <%@ include file="settings.jspf" %>
</div>
</body>
</html>
