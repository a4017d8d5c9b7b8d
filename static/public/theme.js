// Runs before the first paint, so that neither the theme nor the reading direction flashes. A file of its own: the
// content security policy allows no inline script.
(function () {
  var root = document.documentElement;
  var kept = {};
  try {
    kept = { theme: localStorage.getItem('theme'), lang: localStorage.getItem('lang') };
  } catch {
    // Storage is denied: the system's theme and the browser's languages decide.
  }
  var dark = kept.theme
    ? kept.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'dark' : 'light';
  var asked = new URLSearchParams(location.search).get('lang');
  var wanted = [asked, kept.lang].concat(navigator.languages || []);
  var lang = 'en';
  for (var i = 0; i < wanted.length; i++) {
    var short = String(wanted[i] || '').slice(0, 2);
    if (short === 'en' || short === 'he' || short === 'ar') {
      lang = short;
      break;
    }
  }
  root.lang = lang;
  root.dir = lang === 'en' ? 'ltr' : 'rtl';
})();
