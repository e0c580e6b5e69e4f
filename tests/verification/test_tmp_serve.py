import time
from pathlib import Path
from tests.factories.shipped import shipped
def test_serve(django_db_setup, django_db_blocker, tmp_path, monkeypatch):
    t=time.time()
    with shipped(django_db_blocker, tmp_path, ANONYMOUS_PER_MINUTE="1000000") as s:
        Path("/tmp/w/contract.url").write_text(s.url+" "+s.new_key()+" "+str(time.time()-t))
        while not Path("/tmp/w/contract.stop").exists():
            time.sleep(2)
