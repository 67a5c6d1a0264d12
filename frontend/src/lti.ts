// Pages within a learning platform: sends what was chosen on, and says when registering is done.
document.querySelector<HTMLFormElement>("form[data-send-on]")?.submit();

if (document.querySelector("[data-registered]")) {
  // The platform that shows this page closes it (LTI Dynamic Registration, 3.4); it is no secret.
  const platform: Window = window.opener ?? window.parent;
  platform.postMessage({ subject: "org.imsglobal.lti.close" }, "*");
}
