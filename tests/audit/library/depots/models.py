# SPDX-License-Identifier: Apache-2.0
from django.db import models
from django.db.models import options


class Base(models.Model):
    class Meta:
        abstract = True


class Depot(Base):
    name = models.CharField(max_length=20)


class Shed(Depot):
    pass


class CrateQuerySet(models.QuerySet):
    def sealed(self):
        return self.filter(seal=True)


class CrateManager(models.Manager):
    def get_queryset(self):
        return CrateQuerySet(self.model, using=self._db)

    def sealed(self):
        return self.get_queryset().sealed()


class Crate(Base):
    seal = models.BooleanField()
    objects = CrateManager()


class Ticket(Base):
    seal = models.BooleanField()
    objects = CrateQuerySet.as_manager()


def master(self):
    """The table that a table of more columns belongs to."""
    if not issubclass(self.model, Base):
        return None
    try:
        return self.get_parent_list()[-1]
    except IndexError:
        return None


options.Options.master = property(master)
