import os, pathlib, threading
import pytest
from django.urls import reverse
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from tests.browser.conftest import CHROMIUM, FLAGS, axe_violations, sign_in_at_once
from tests.papers.rendering.test_sign_off_protocol import eventful_round, changed
from tests.papers.rounds import *
from tests.papers.factories import *
from playwright.sync_api import sync_playwright
from einklang.papers.queries.sign_off import rows_of
from einklang.papers.rendering.sign_off import protocol_of, protocol_pdf
from einklang.papers.operations.sign_off_links import *
from einklang.papers.enums import *
OUT=pathlib.Path("/tmp/p4/sign_off/shots"); OUT.mkdir(exist_ok=True)

@pytest.mark.django_db(transaction=True)
def test_shots():
    made=eventful_round(); by=secretary(made.paper)
    (OUT/"protokoll.pdf").write_bytes(protocol_pdf(protocol_of(made,rows_of(made)),"de")[0])
    deliver(of_association(made,5), due_at=clock.now()+3*DAY)
    mine=of_association(made,5); voice=voice_of(mine)
    new=make_version(made.paper, docx_of("# Titel","Wir fordern elf Millionen.","Die Länder zahlen.","Ein neuer Absatz."))
    link,token=new_link(mine,LinkScope.SIGN_OFF,Recipient("v@example.org","Vera","de"))
    link2,token2=new_link(mine,LinkScope.BREAK_SILENCE,Recipient("v@example.org","Vera","de"))
    pages=[(by,"round",reverse("papers:sign_off_round",args=[made.pk])),
      (by,"contact",reverse("papers:sign_off_contact",args=[of_association(made,3).pk])),
      (by,"change",reverse("papers:sign_off_change",args=[made.paper.pk,new.number])),
      (by,"protocol",reverse("papers:sign_off_protocol",args=[made.pk])),
      (by,"rules",reverse("papers:rules",args=[made.paper.pk])),
      (voice,"answer",mine.get_absolute_url()),
      (None,"link",reverse("papers:sign_off_link",args=[token])),
    ]
    server=LiveServerThread("127.0.0.1",StaticFilesHandler); server.daemon=True; server.start(); server.is_ready.wait()
    site=f"http://127.0.0.1:{server.port}"
    with sync_playwright() as p:
        b=p.chromium.launch(executable_path=CHROMIUM,args=FLAGS)
        for who in (by,voice,None):
            for look,width in (("dark",1280),("phone",390)):
                c=b.new_context(locale="de-DE",viewport={"width":width,"height":900},color_scheme="dark" if look=="dark" else "light")
                if who: sign_in_at_once(c,site,who)
                pg=c.new_page()
                for w,name,path in pages:
                    if w is not who: continue
                    pg.goto(site+path); 
                    pg.screenshot(path=str(OUT/f"{name}-{look}.png"),full_page=True)
                    wide=pg.evaluate("document.documentElement.scrollWidth>document.documentElement.clientWidth")
                    print(name,look,"WIDE" if wide else "ok", axe_violations(pg))
                c.close()
        # one click with scripts
        c=b.new_context(); pg=c.new_page(); pg.goto(site+reverse("papers:sign_off_break_link",args=[token2])); pg.wait_for_url("**/mitzeichnung/link/**"); print("AFTER CLICK",pg.url, pg.title())
        mine.refresh_from_db(); print(mine.state)
        b.close()
    server.terminate()
