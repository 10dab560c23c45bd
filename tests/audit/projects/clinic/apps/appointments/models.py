# SPDX-License-Identifier: Apache-2.0
from django.db import models


class Slot(models.Model):
    starts = models.DateTimeField()


class Appointment(models.Model):
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE)
