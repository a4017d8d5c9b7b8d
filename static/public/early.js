// Runs once the page's first picture is in the document: writes its date in the reader's language, and puts it where the
// address wants the map. A file of its own: the content security policy allows no inline script.
(function () {
  var early = document.getElementById('early');
  var image = early.querySelector('img');
  var time = early.querySelector('time');
  var locales = { he: 'he-u-nu-latn', ar: 'ar-u-nu-latn-ca-gregory' };
  var params = new URLSearchParams(location.search);
  var month = innerWidth < 720 ? 'short' : 'long';
  var how = { day: 'numeric', month: month, year: 'numeric', timeZone: early.dataset.zone };
  var lang = document.documentElement.lang;
  time.textContent = new Intl.DateTimeFormat(locales[lang] || 'en-GB', how).format(
    new Date(time.dateTime),
  );
  if (params.has('spot')) image.classList.add('low');

  var view = (params.get('view') || '').split('/').map(Number);
  if (view.length !== 3 || !view.every(Number.isFinite)) return;
  // The world is 512 pixels wide at zoom 0, in spherical Mercator; core/picture.ts has the same.
  var world = 512 * Math.pow(2, view[0]);
  var frame = early.dataset.frame.split(' ').map(Number);
  var x = view[2] / 360 + 0.5;
  var y = 0.5 - Math.asinh(Math.tan((view[1] * Math.PI) / 180)) / (2 * Math.PI);
  image.classList.add('placed');
  image.style.left = early.clientWidth / 2 + (frame[0] - x) * world + 'px';
  image.style.top = early.clientHeight / 2 + (frame[1] - y) * world + 'px';
  image.style.width = frame[2] * world + 'px';
  image.style.height = frame[3] * world + 'px';
})();
