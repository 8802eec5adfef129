"""Whether the files of a folder are still as they were written."""

import pytest

from allforall.matching.errors import RegisterIndexError
from allforall.matching.integrity import checksums, verify


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.npy").write_bytes(b"first" * 1000)
    (tmp_path / "b.npy").write_bytes(b"")
    (tmp_path / "index.json").write_text("{}")
    return tmp_path


def test_a_folder_as_it_was_written_passes(folder):
    verify(folder, checksums(folder))


def test_only_numpy_files_are_summed(folder):
    assert set(checksums(folder)) == {"a.npy", "b.npy"}


def test_a_file_more_does_no_harm(folder):
    expected = checksums(folder)
    (folder / "c.npy").write_bytes(b"x")
    verify(folder, expected)


@pytest.mark.parametrize(
    ("content", "fault"), [(b"", "damaged"), (b"First" + b"first" * 999, "damaged"), (None, "missing")]
)
def test_what_is_wrong_is_said_with_the_name_of_the_file(folder, content, fault):
    expected = checksums(folder)
    if content is None:
        (folder / "a.npy").unlink()
    else:
        (folder / "a.npy").write_bytes(content)
    with pytest.raises(RegisterIndexError, match=f"a.npy is {fault}"):
        verify(folder, expected)
